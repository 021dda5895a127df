#include "../checks.hpp"

void checks::all() {
  const Number x = leaf(3.0), y = leaf(5.0);
  backward(x * y);
  number("∂(x·y)/∂x at x = 3, y = 5", x->gradient, 5.0);
  number("∂(x·y)/∂y at x = 3, y = 5", y->gradient, 3.0);
  backward(x * x);
  number("∂(x·x)/∂x at x = 3", x->gradient, 6.0);
  backward(x + x + x);
  number("∂(x + x + x)/∂x", x->gradient, 3.0);
  const Number product = x * y;
  backward(product + x);
  number("∂(x·y + x)/∂x at x = 3, y = 5", x->gradient, 6.0);
  backward(x + product);
  number("∂(x + x·y)/∂x at x = 3, y = 5", x->gradient, 6.0);
  // Short ways and long ones lead to the same node, in both orders.
  const Number a = x * x, b = a * x, c = b + a;
  backward(c * a);
  number("∂((a·x + a)·a)/∂x, where a = x·x, at x = 3", x->gradient, 513.0);
  backward(a * c);
  number("∂(a·(a·x + a))/∂x, where a = x·x, at x = 3", x->gradient, 513.0);
  backward(a * c);
  number("the same after a second backward", x->gradient, 513.0);
  backward(y * y);
  number("∂(y·y)/∂y at y = 5", y->gradient, 10.0);
}
