#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "digit_files.hpp"
#include "program.hpp"

namespace fs = std::filesystem;

namespace {

/// A program in the place of dot or gnuplot.
void install(const Folder& folder, const std::string& name,
             const std::string& script) {
  std::ofstream(folder.path / name) << "#!/bin/sh\n" << script << "\n";
  fs::permissions(folder.path / name, fs::perms::owner_all);
}

std::string path_with(const Folder& folder) {
  return "PATH=" + folder.path.string() + ":$PATH";
}

/// Whether it comes true within ten seconds.
bool soon(const std::function<bool()>& is_true) {
  for (int i = 0; i < 1000; ++i) {
    if (is_true()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

/// The process that runs `gradwalk ARGUMENTS`, in silence.
pid_t started(const std::string& environment, const std::string& arguments) {
  const std::string command = "exec env " + environment + " " + GRADWALK + " " +
                              arguments + " >/dev/null";
  const pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  return child;
}

}  // namespace

TEST_CASE("what cannot be written or drawn is refused before the lesson") {
  const Folder folder;
  const std::string fifo = folder.file("fifo");
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  const std::string can = ": expected a file that can be written, got ";
  struct Row {
    std::string environment, arguments, message;
  };
  const Row rows[]{
      {"", "mnist --save " + fifo, "--save" + can + fifo},
      {"", "mnist --save " + folder.path.string(),
       "--save" + can + folder.path.string()},
      {"", "mnist --save /dev/null", "--save" + can + "/dev/null"},
      {"", "or-gate --dot /proc/graph.dot", "--dot" + can + "/proc/graph.dot"},
      {"PATH=" + folder.path.string(), "xor --svg x.svg",
       "--svg: expected dot on this machine, got none; install it with the "
       "package graphviz, or run demos/run once"},
      {"PATH=" + folder.path.string(), "xor --plot x.svg",
       "--plot: expected gnuplot on this machine, got none; install it with "
       "the package gnuplot, or run demos/run once"}};
  for (const Row& row : rows) {
    INFO(row.arguments);
    check_refused(gradwalk_with(row.environment, row.arguments), row.message);
  }
  CHECK(folder.files() == 1);
}

TEST_CASE("a drawing that fails leaves the results and the other files") {
  const Folder folder;
  install(folder, "dot", "exit 1");
  const std::string page = folder.file("page.md");
  const Ran ran =
      gradwalk_with(path_with(folder), "or-gate --svg " + folder.file("x.svg") +
                                           " --markdown " + page);
  CHECK(ran.status == 2);
  CHECK(ran.err == "gradwalk: --svg: expected dot to draw, got its failure\n");
  CHECK(ran.out == gradwalk("or-gate").out);
  CHECK(fs::exists(page));
  CHECK(folder.files() == 2);
}

TEST_CASE("a drawing that takes too long is given up") {
  const Folder folder;
  install(folder, "dot", "exec sleep 600");
  const Ran ran = gradwalk_with(
      path_with(folder), "or-gate --patience 1 --svg " + folder.file("x.svg"));
  CHECK(ran.status == 2);
  CHECK(ran.err ==
        "gradwalk: --svg: expected dot to draw within 1 s (--patience), got a "
        "graph that takes longer; --fold layers makes a net smaller\n");
  CHECK(folder.files() == 1);
}

TEST_CASE("a formula of hundreds of terms is drawn") {
  std::string formula, numbers;
  for (int i = 0; i < 100; ++i) {
    const std::string n = std::to_string(i);
    formula += (i == 0 ? "" : " + ") + ("a" + n + "*x" + n);
    numbers += " a" + n + "=0.5 x" + n + "=2";
  }
  const Folder folder;
  const Ran ran = gradwalk("expr '" + formula + "'" + numbers + " --svg " +
                           folder.file("graph.svg"));
  CHECK(ran.status == 0);
  CHECK(ran.err.empty());
}

TEST_CASE("a signal that ends the program ends what draws for it") {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGKILL}) {
#ifndef __linux__
    if (signal == SIGKILL) continue;  // nobody is told of it
#endif
    INFO(signal);
    const Folder folder;
    // What keeps the pipe open lives.
    const std::string pipe = folder.file("pipe");
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    install(folder, "dot", "exec 9>" + pipe + "; echo up >&9; exec sleep 600");
    const int alive = open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
    const pid_t child =
        started(path_with(folder), "or-gate --svg " + folder.file("x.svg"));
    char text[8];
    CHECK(soon([&] { return ::read(alive, text, sizeof text) > 0; }));
    kill(child, signal);
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status));
    CHECK(soon([&] { return ::read(alive, text, sizeof text) == 0; }));
    close(alive);
    CHECK(folder.files() == 2);
  }
}

TEST_CASE("mnist shows its results before it writes files") {
  const Folder folder;
  const std::string saved = folder.file("w.json");
  const std::string out = gradwalk(runnable("mnist") + " --save " + saved).out;
  const std::size_t results = out.find("What it has learned");
  const std::size_t kept = out.find("The weights are kept in " + saved);
  REQUIRE(results != std::string::npos);
  REQUIRE(kept != std::string::npos);
  CHECK(results < kept);
  // Weights that are no numbers are not saved; what was learned is shown.
  const Ran diverged =
      gradwalk(runnable("mnist") + " --rate 1e308 --save " + saved + "2");
  CHECK(diverged.status == 2);
  CHECK(diverged.err.find("-nan") == std::string::npos);
  CHECK(diverged.out.find("-nan") == std::string::npos);
  CHECK(diverged.out.find("What it has learned") != std::string::npos);
}

TEST_CASE("a signal while weights are saved leaves no part of them") {
  const Folder folder;
  const std::string saved = folder.file("w.json");
  const pid_t child =
      started("", runnable("mnist") + " --hidden 100 --save " + saved);
  // At the start a file is made and removed at once, too: look twice.
  int looks = 0;
  CHECK(soon([&] {
    looks = folder.files() == 1 ? looks + 1 : 0;
    return looks == 2;
  }));
  kill(child, SIGTERM);
  int status = 0;
  waitpid(child, &status, 0);
  // It may have come to its end before the signal came.
  CHECK((WTERMSIG(status) == SIGTERM ||
         (WIFEXITED(status) && WEXITSTATUS(status) == 0)));
  CHECK(folder.files() == (fs::exists(saved) ? 1 : 0));
}
