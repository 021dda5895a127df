#include <gradwalk/condition.hpp>
#include <utility>

namespace gradwalk {

Value where(const Condition& condition, Value yes, Value no) {
  if (condition.is_negated_) std::swap(yes, no);
  const Value left = condition.left_, right = condition.right_;
  switch (condition.sign_) {
    case Condition::Sign::less:
      return where_less(left, right, yes, no);
    case Condition::Sign::at_most:
      return where_at_most(left, right, yes, no);
    case Condition::Sign::equal:
      break;
  }
  return where_equal(left, right, yes, no);
}

}  // namespace gradwalk

std::size_t std::hash<gradwalk::Value>::operator()(
    const gradwalk::Value& v) const noexcept {
  using gradwalk::detail::Access;
  const auto mixed = [](std::size_t seed, std::size_t more) {
    return seed * 0x9e37'79b9'7f4a'7c15u + more;
  };
  const std::size_t tape = std::hash<const void*>()(&Access::tape(v));
  return mixed(mixed(tape, Access::index(v)),
               static_cast<std::size_t>(Access::scope(v)));
}
