#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "golden.hpp"

namespace {

const std::string iris = TESTS "/../demos/tables/iris.csv";
const std::string trees = TESTS "/../demos/tables/trees.csv";

void write_file(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// A table's text, options, and a text that is said of it; or, where it is
/// refused, the line behind the file's name or the option's.
struct Table {
  std::string table, options, said;
};

const std::string three_rows = "1,2,a\n2,1,b\n3,5,a\n";

const std::vector<Table>& refused_tables() {
  static const std::vector<Table> all{
      {"", "", ": expected a table, got an empty file"},
      {"\n \n\r\n", "", ": expected a table, got an empty file"},
      {"x,y\n", "", ": expected rows of numbers, got a header alone"},
      {"x,y\n1,2\n1,2,3\n", "",
       ": expected 2 fields in line 3, as in line 1, got 3"},
      {"x,y\n1\n", "", ": expected 2 fields in line 2, as in line 1, got 1"},
      {"x,y\n1,2\n,2\n", "",
       ": expected a number in line 3, column 1 (x), got nothing (--drop "
       "leaves such rows out)"},
      {"x,y\n1,2\nNA,2\n", "",
       ": expected a number in line 3, column 1 (x), got NA (--drop leaves "
       "such rows out)"},
      {"x,y\n1,2\n\n\n1e999,2\n", "",
       ": expected a number in line 5, column 1 (x), got 1e999 (--drop leaves "
       "such rows out)"},
      {"x,y\ninf,2\n", "",
       ": expected a number in line 2, column 1 (x), got inf (--drop leaves "
       "such rows out)"},
      {"x;y\n1,234.5;2\n", "",
       ": expected a number in line 2, column 1 (x), got 1,234.5 (--drop "
       "leaves such rows out)"},
      {"x,y\n0x10,2\n", "",
       ": expected a number in line 2, column 1 (x), got 0x10 (--drop leaves "
       "such rows out)"},
      {"x,y\n1,a\n2,b\n3,\n", "",
       ": expected one of a, b in line 4, column 2 (y), got nothing (--drop "
       "leaves such rows out)"},
      {"x,y\nq,1\n?,2\n", "--drop",
       ": expected a row without missing numbers, got none of 2"},
      {"x,y\n\"1\n2,3", "",
       ": expected a quote behind column 1 of line 2, got the end of the file"},
      {"x,y\n\"1\" 2,3\n", "",
       ": expected the end of the quoted field in line 2, column 1, got 2"},
      {"x,x\n1,2\n", "", ": expected names that differ in line 1, got x twice"},
      {"y\n1\n2\n", "", ": expected a column beside the target's, got none"},
      {"\xFF\xFEx", "", ": expected text in UTF-8, got UTF-16"},
      {std::string("x,y\n1,\0\n", 8), "",
       ": expected text in UTF-8, got a byte that is 0"},
  };
  return all;
}

/// Of a wrong option for a table.
const std::vector<Table>& refused_options() {
  static const std::vector<Table> all{
      {"x,y\n1,a\n2,a\n", "",
       "--target: expected 2 to 100 classes in y, got 1"},
      {three_rows, "--target z",
       "--target: expected a column of FILE (column1, column2, column3) or its "
       "number, got z"},
      {three_rows, "--target 4",
       "--target: expected a column of FILE (column1, column2, column3) or its "
       "number, got 4"},
      {three_rows, "--ignore w",
       "--ignore: expected a column of FILE (column1, column2, column3) or its "
       "number, got w"},
      {three_rows, "--test 0.01",
       "--test: expected a share of 3 rows that leaves some on either side, "
       "got 0.01"},
      {three_rows, "--test 1.5",
       "--test: expected a share between 0 and 1, or a file's name, got 1.5"},
      {three_rows, "--target 1 --ignore 3 --loss binary_cross_entropy",
       "--loss: expected squared_error, for the target is a number, got "
       "binary_cross_entropy"},
      {three_rows + "4,4,c\n", "--loss binary_cross_entropy",
       "--loss: expected a loss for 3 classes, got binary_cross_entropy"},
  };
  return all;
}

/// What is read though it is odd.
const std::vector<Table>& understood() {
  static const std::vector<Table> all{
      {"x;y\n1,5;2\n2,5;3\n", "", "2 rows of 2 columns, parted by semicolons"},
      {"x;y\n1,5;2\n2,5;3\n", "", "x       input   1.5 to 2.5  2"},
      {"x\ty\n1\t2\n", "", "1 row of 2 columns, parted by tabs, below a line"},
      {"\xEF\xBB\xBFx,y\r\n1,2\r\n3,4", "", "x       input   1 to 3   2     1"},
      {"x,y\r1,2\r3,4\r", "", "2 rows of 2 columns"},
      {"1,2\n3,4\n", "", "without a line of names"},
      {"\n\"a, \"\"b\"\"\",y\n 1 , +2 \n\n3,4\n", "",
       "a, \"b\"  input   1 to 3"},
      {"\"x\n1\",y\n1,2\n3,\"4\"\n", "", "2 rows of 2 columns"},
      {"x,y\n1,2\n,3\n4,5\n", "--drop",
       "2 rows to learn from, 1 row left out by --drop"},
      {"x,y\n1,0\n2,1\n", "",
       "The target, y, is one of 2 classes: 0 (1), 1 (1)"},
      {"x,y\n1,10\n2,9\n", "--classes", "2 classes: 9 (1), 10 (1)"},
      {"x,k,y\n1,red,5\n2,blue,6\n", "--ignore k", "y       target  5 to 6"},
      {"k,x\nred,1\nblue,2\n", "--target k", "blue (1), red (1)"},
      {"x,c,y\n1,0.1,1\n2,0.1,3\n3,0.1,4\n", "",
       "c       input   0.1 to 0.1  0.1      1"},
      {three_rows, "--test 0.34", "2 rows to learn from, 1 row to test with"},
  };
  return all;
}

}  // namespace

TEST_CASE("a damaged table is refused with its place") {
  const Folder folder;
  const std::string file = folder.file("t.csv");
  for (const Table& row : refused_tables()) {
    INFO(row.table << " " << row.options);
    write_file(file, row.table);
    check_refused(gradwalk("train " + file + " " + row.options),
                  file + row.said);
  }
  for (const Table& row : refused_options()) {
    INFO(row.table << " " << row.options);
    write_file(file, row.table);
    std::string said = row.said;
    if (const std::size_t at = said.find("FILE"); at != std::string::npos)
      said.replace(at, 4, file);
    check_refused(gradwalk("train " + file + " " + row.options), said);
  }
  check_refused(gradwalk("train"),
                "train: expected a table's FILE, such as iris.csv, got none");
  check_refused(gradwalk("train " + file + "2"),
                file + "2: expected a file that can be read, got none");
  check_refused(gradwalk("train -", "x,y\n1,2\n"),
                "-: expected a file that can be read, got none");
  check_refused(gradwalk("train /dev/zero"),
                "/dev/zero: expected a file that can be read, got a device");
  check_refused(gradwalk("train " + folder.path.string()),
                folder.path.string() +
                    ": expected a file that can be read, got a folder");
}

TEST_CASE("an odd table is understood, and it is said how") {
  const Folder folder;
  const std::string file = folder.file("t.csv");
  for (const Table& row : understood()) {
    INFO(row.table << " " << row.options);
    write_file(file, row.table);
    const Ran ran = gradwalk("train " + file + " --epochs 1 " + row.options);
    CHECK(ran.status == 0);
    const std::string page = unwrapped(ran.out);
    INFO(page);
    CHECK(page.find(row.said) != std::string::npos);
  }
}

TEST_CASE("a test's rows are read as those that are learned from") {
  const Folder folder;
  const std::string file = folder.file("t.csv"), test = folder.file("s.csv");
  write_file(file, "x,kind\n1,a\n3,b\n");
  write_file(test, "kind,more,x\nb,0,100\na,0,300\nb,0,400\n");
  const Json document =
      run_json("train " + file + " --epochs 1 --test " + test);
  // Of 1 and 3, the mean is 2 and the population's deviation 1.
  CHECK(document["table"]["inputs"][0]["mean"] == 2.0);
  CHECK(document["table"]["inputs"][0]["deviation"] == 1.0);
  CHECK(document["test"]["rows"] == 3);
  CHECK(document["learned"]["rows"] == 2);
  write_file(test, "kind,x\nc,1\n");
  check_refused(gradwalk("train " + file + " --test " + test),
                test +
                    ": expected one of a, b in line 2, column 1 (kind), got "
                    "c (--drop leaves such rows out)");
}

TEST_CASE("iris and the trees are learned, and the test says how well") {
  const Json flowers = run_json("train " + iris + " --test 0.2 --hidden 8,8");
  CHECK(flowers["table"]["rows"] == 120);
  CHECK(flowers["test"]["rows"] == 30);
  CHECK(flowers["learned"]["accuracy"] > 95.0);
  CHECK(flowers["test"]["accuracy"] > 80.0);
  std::size_t rows = 0;
  for (const Json& given : flowers["learned"]["confusion"])
    for (const Json& count : given) rows += count.get<std::size_t>();
  CHECK(rows == 120);
  const Json timber = run_json("train " + trees + " --batch all");
  CHECK(timber["learned"]["r_squared"] > 0.9);
  // R² from the document's own outputs, which are standardised as the target.
  const double z0 = timber["outputs"][0][0];
  CHECK(std::abs(z0) < 3.0);
  CHECK(timber["table"]["target"]["name"] == "volume");
}

TEST_CASE("what is kept tells the same of the same rows, and learns on") {
  const Folder folder;
  for (const std::string& table : {iris, trees}) {
    INFO(table);
    const std::string kept = folder.file("w.json"), out = folder.file("o.csv");
    const Json trained =
        run_json("train " + table + " --epochs 30 --save " + kept);
    const Json told =
        run_json("predict " + kept + " " + table + " --out " + out);
    CHECK(told["score"] == trained["learned"]);
    CHECK(told["lines"].size() == trained["table"]["rows"]);
    const std::string text = read(out);
    CHECK(std::count(text.begin(), text.end(), '\n') ==
          static_cast<long>(told["lines"].size()) + 1);
    const Json same = run_json("train " + table + " --epochs 0 --load " + kept);
    CHECK(same["initial"] == trained["final"]);
    CHECK(same["learned"] == trained["learned"]);
  }
}

TEST_CASE("predict finds columns by name, and needs no target") {
  const Folder folder;
  const std::string kept = folder.file("w.json"), other = folder.file("o.csv");
  run_json("train " + trees + " --epochs 5 --save " + kept);
  const Json whole = run_json("predict " + kept + " " + trees);
  write_file(other, "height;extra;girth\n70;a;8,3\n65;b;8,6\n");
  const Json part = run_json("predict " + kept + " " + other);
  CHECK(part["answers"][0] == whole["answers"][0]);
  CHECK(part["answers"][1] == whole["answers"][1]);
  CHECK_FALSE(part.contains("score"));
  write_file(other, "8.3,70\n");
  CHECK(run_json("predict " + kept + " " + other)["answers"][0] ==
        whole["answers"][0]);
  write_file(other, "height,width\n70,8\n");
  check_refused(gradwalk("predict " + kept + " " + other),
                other + ": expected a column girth, got height, width");
}

TEST_CASE("a failure destroys no file that was kept") {
  const Folder folder;
  const std::string kept = folder.file("w.json"), bad = folder.file("b.csv");
  run_json("train " + trees + " --epochs 1 --save " + kept);
  const std::string before = read(kept);
  write_file(bad, "girth,height,volume\n1,2,3\n1,x,3\n");
  CHECK(gradwalk("train " + bad + " --save " + kept).status == 2);
  CHECK(read(kept) == before);
  CHECK(gradwalk("train " + trees + " --rate 1e308 --save " + kept).status ==
        2);
  CHECK(read(kept) == before);
  const std::string out = folder.file("o.csv");
  write_file(out, "mine");
  CHECK(gradwalk("predict " + kept + " " + bad + " --out " + out).status == 2);
  CHECK(read(out) == "mine");
  CHECK(folder.files() == 3);
}

TEST_CASE("weights of another table are refused") {
  const Folder folder;
  const std::string kept = folder.file("w.json");
  run_json("train " + trees + " --epochs 1 --save " + kept);
  check_refused(gradwalk("train " + iris + " --load " + kept),
                "--load: expected weights of this table's columns, classes and "
                "loss (softmax_cross_entropy), got others");
  const std::string told =
      ": expected weights that gradwalk train has kept, got something else";
  for (const std::string text :
       {"", "{}", "[1]", "{\"table\": 3}", "{\"layers\": []}"}) {
    write_file(kept, text);
    check_refused(gradwalk("predict " + kept + " " + trees), kept + told);
  }
  check_refused(
      gradwalk("train " + trees + " --hidden 3 --load " + kept),
      "--hidden: expected no --load, which has the weights, got both");
  check_refused(gradwalk("predict"),
                "predict: expected WEIGHTS and a table's FILE, got none");
  check_refused(gradwalk("predict " + kept),
                "predict: expected WEIGHTS and a table's FILE, got one alone");
}

TEST_CASE("a table's training has the walk, the pages and the plots") {
  const Folder folder;
  const std::string to = folder.file("p");
  const Ran ran = gradwalk("train " + trees + " --batch 4 --epochs 2 --html " +
                           to + ".html --markdown " + to + ".md --svg " + to +
                           ".svg --plot " + folder.file("q.svg"));
  CHECK(ran.status == 0);
  CHECK(ran.out.find("A batch of m = 4, drawn at random.") !=
        std::string::npos);
  CHECK(ran.out.find("Iteration 2: backward") != std::string::npos);
  CHECK(read(to + ".md").find("\\tfrac{1}{2m}") != std::string::npos);
  CHECK(read(to + ".svg").find("girth") != std::string::npos);
  // Two inputs are a plane, but a number has no boundary there.
  CHECK(read(folder.file("q.svg")).find("label 1") == std::string::npos);
  CHECK(read(to + ".html").find("\"kind\":\"cost\"") != std::string::npos);
  CHECK(folder.files() == 4);
}

TEST_CASE("Ctrl-C ends train with its batch, and keeps what was learned") {
  const Folder folder;
  const std::string kept = folder.file("w.json");
  const Ran ran = gradwalk_on_terminal(
      "train " + iris + " --epochs 10000000 --save " + kept, "", "\003",
      "epoch 0 of 10000000");
  CHECK(ran.status == 130);
  CHECK(ran.out.find("Ctrl-C has ended the training") != std::string::npos);
  CHECK(ran.out.find("The weights are kept in " + kept) != std::string::npos);
  const Json loaded = run_json("train " + iris + " --epochs 0 --load " + kept);
  CHECK(loaded["initial"] !=
        run_json("train " + iris + " --epochs 0")["initial"]);
}

TEST_CASE("the README's commands for a table do what they say") {
  const Folder folder;
  namespace fs = std::filesystem;
  fs::create_directories(folder.path / "demos");
  fs::create_directory_symlink(fs::absolute(iris).parent_path(),
                               folder.path / "demos/tables");
  fs::copy_file(iris, folder.path / "more.csv");
  std::istringstream readme(test_file("../demos/README.md"));
  const std::string run = "demos/run ";
  int commands = 0;
  for (std::string line; std::getline(readme, line);) {
    if (!line.starts_with(run + "train") && !line.starts_with(run + "predict"))
      continue;
    INFO(line);
    CHECK(gradwalk_with("cd " + folder.path.string() + ";",
                        line.substr(run.size()))
              .status == 0);
    ++commands;
  }
  CHECK(commands == 2);
  CHECK(read(folder.path / "w.json").find("\"table\"") != std::string::npos);
  CHECK(read(folder.path / "answers.csv").starts_with("line,\"species\""));
}
