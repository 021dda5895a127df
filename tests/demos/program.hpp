#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// The program as a user runs it.
struct Ran {
  int status = 0;
  std::string out, err;
};

/// Runs `gradwalk ARGUMENTS` through the shell, with `input` to read. A call
/// that names no file runs once, and what it did is kept for the next.
Ran gradwalk(const std::string& arguments, const std::string& input = "");

/// The same with something before the command: `PATH=/nowhere`.
Ran gradwalk_with(const std::string& environment, const std::string& arguments,
                  const std::string& input = "");

/// What a wrong input has: the message, as one line of stderr, status 2, and
/// nothing on stdout.
void check_refused(const Ran& ran, const std::string& message);

/// The processor time of `gradwalk ARGUMENTS`, which must succeed.
double processor_seconds(const std::string& arguments);

/// The status of `gradwalk ARGUMENTS >FILE`, and what it complained of.
Ran gradwalk_into(const std::string& file, const std::string& arguments);

/// The same on a terminal of its own; `out` is what the terminal was sent.
/// `environment` is put before the command: `NO_COLOR=1`. The input is typed
/// once the terminal has been sent the text `after`.
Ran gradwalk_on_terminal(const std::string& arguments,
                         const std::string& environment = "",
                         const std::string& input = "",
                         const std::string& after = "");

/// A page whose paragraphs are not broken into lines.
std::string unwrapped(std::string page);

/// A file of tests/, whole.
std::string test_file(const std::string& name);

/// The lessons that read no file.
const std::vector<std::string>& lesson_names();

/// An empty folder that goes when it ends.
struct Folder {
  std::filesystem::path path;

  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  [[nodiscard]] std::string file(const std::string& name) const;
  [[nodiscard]] std::size_t files() const;
};

/// A file, whole.
std::string read(const std::filesystem::path& path);
