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
  } catch (...) {
    stop();
    throw;
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

void Threads::each(std::size_t pieces, const Work& work) {
  if (workers_.empty() || pieces <= 1) {
    for (std::size_t piece = 0; piece < pieces; ++piece) work(piece);
    return;
  }
  unfinished_ = pieces;
  Job job;
  {
    const std::lock_guard lock(mutex_);
    job = {job_.number + 1, static_cast<std::uint32_t>(pieces), &work};
    job_ = job;
    thrown_ = nullptr;
    next_ = std::uint64_t{job.number} << 32;
    begun_ = job.number;
  }
  begin_.notify_all();
  take_pieces(job);
  const auto done = [&] { return unfinished_ == 0; };
  wait_a_little(done);
  std::unique_lock lock(mutex_);
  end_.wait(lock, done);
  if (thrown_) std::rethrow_exception(thrown_);
}

void Threads::wait_for_work() {
  std::uint32_t seen = 0;
  while (true) {
    const auto begun = [&] { return stop_ || begun_ != seen; };
    wait_a_little(begun);
    Job job;
    {
      std::unique_lock lock(mutex_);
      begin_.wait(lock, begun);
      if (stop_) return;
      job = job_;
    }
    seen = job.number;
    take_pieces(job);
  }
}

bool Threads::take(const Job& job, std::uint32_t& piece) {
  // A worker that wakes late finds the job over: the number is another, or
  // no piece is left. While it has a piece, the job can't end.
  std::uint64_t next = next_;
  do {
    piece = static_cast<std::uint32_t>(next);
    if (next >> 32 != job.number || piece >= job.pieces) return false;
  } while (!next_.compare_exchange_weak(next, next + 1));
  return true;
}

void Threads::take_pieces(const Job& job) {
  for (std::uint32_t piece = 0; take(job, piece);) {
    try {
      (*job.work)(piece);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!thrown_) thrown_ = std::current_exception();
    }
    if (--unfinished_ > 0) continue;
    const std::lock_guard lock(mutex_);
    end_.notify_one();
  }
}

}  // namespace gradwalk::detail
