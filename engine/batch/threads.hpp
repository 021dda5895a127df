#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gradwalk::detail {

/// Threads that wait for work, the caller's among them.
class Threads {
 public:
  /// Errors: fewer than 1.
  explicit Threads(int threads);
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads();

  [[nodiscard]] std::size_t size() const { return workers_.size() + 1; }

  using Work = std::function<void(std::size_t piece)>;

  /// Calls work(piece) once for each piece, in no order, and returns when all
  /// are done. What one of them throws is thrown again.
  void each(std::size_t pieces, const Work& work);

 private:
  /// What there is to do; workers come to it when they wake, or never.
  struct Job {
    std::uint32_t number = 0;
    std::uint32_t pieces = 0;
    const Work* work = nullptr;
  };

  void stop();
  void wait_for_work();
  void take_pieces(const Job& job);
  /// Whether there is a piece of that job, which `piece` is then.
  bool take(const Job& job, std::uint32_t& piece);

  std::mutex mutex_;
  std::condition_variable begin_, end_;
  Job job_;                                  ///< guarded by `mutex_`
  std::exception_ptr thrown_;                ///< guarded by `mutex_`
  std::atomic<std::uint32_t> begun_ = 0;     ///< `job_`'s number
  std::atomic<std::uint64_t> next_ = 0;      ///< job, and its next piece
  std::atomic<std::size_t> unfinished_ = 0;  ///< pieces
  std::atomic<bool> stop_ = false;
  std::vector<std::jthread> workers_;
};

}  // namespace gradwalk::detail
