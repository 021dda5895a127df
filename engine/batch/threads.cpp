#include "threads.hpp"

#include <fmt/format.h>

#include <chrono>
#include <gradwalk/error.hpp>
#include <system_error>

namespace gradwalk::detail {

namespace {

/// Looks again and again for a short time, since waking a thread up takes as
/// long as a small piece of work.
void wait_a_little(auto done) {
  constexpr std::chrono::microseconds most{50};
  const auto start = std::chrono::steady_clock::now();
  while (!done() && std::chrono::steady_clock::now() - start < most)
    std::this_thread::yield();
}

}  // namespace

Threads::Threads(int threads) {
  if (threads < 1)
    throw Error("Batch", "1 thread or more", fmt::format("{}", threads));
  try {
    for (int thread = 1; thread < threads; ++thread)
      workers_.emplace_back([this] { wait_for_work(); });
  } catch (const std::system_error&) {
    const std::size_t started = size();
    stop();
    throw Error("Batch", fmt::format("{} threads", threads),
                fmt::format("{} from the system", started));
  }
}

Threads::~Threads() { stop(); }

void Threads::stop() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  begin_.notify_all();
  workers_.clear();
}

void Threads::run(std::size_t pieces, const Work& work) {
  if (workers_.empty() || pieces <= 1) {
    for (std::size_t piece = 0; piece < pieces; ++piece) work(piece);
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    pieces_ = pieces;
    next_ = 0;
    thrown_ = nullptr;
    working_ = workers_.size();
    ++round_;
  }
  begin_.notify_all();
  take_pieces();
  const auto done = [&] { return working_ == 0; };
  wait_a_little(done);
  std::unique_lock lock(mutex_);
  end_.wait(lock, done);
  if (thrown_) std::rethrow_exception(thrown_);
}

void Threads::wait_for_work() {
  std::size_t seen = 0;
  while (true) {
    const auto begun = [&] { return stop_ || round_ != seen; };
    wait_a_little(begun);
    {
      std::unique_lock lock(mutex_);
      begin_.wait(lock, begun);
      if (stop_) return;
      seen = round_;
    }
    take_pieces();
    const std::lock_guard lock(mutex_);
    if (--working_ == 0) end_.notify_one();
  }
}

void Threads::take_pieces() {
  try {
    for (std::size_t piece = next_++; piece < pieces_; piece = next_++)
      (*work_)(piece);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!thrown_) thrown_ = std::current_exception();
  }
}

}  // namespace gradwalk::detail
