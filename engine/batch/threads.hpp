#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
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
  void run(std::size_t pieces, const Work& work);

 private:
  void stop();
  void wait_for_work();
  void take_pieces();

  std::mutex mutex_;
  std::condition_variable begin_, end_;
  std::atomic<std::size_t> round_ = 0;    ///< how often there was work
  std::atomic<std::size_t> working_ = 0;  ///< workers still at this round's
  std::atomic<bool> stop_ = false;
  const Work* work_ = nullptr;
  std::size_t pieces_ = 0;
  std::atomic<std::size_t> next_ = 0;
  std::exception_ptr thrown_;
  std::vector<std::jthread> workers_;
};

}  // namespace gradwalk::detail
