// As the engine's: of the nets' library too all is hidden but what is public.
#pragma GCC visibility push(default)
#include <gradwalk/nn.hpp>
#pragma GCC visibility pop
