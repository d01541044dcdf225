// SPDX-License-Identifier: Apache-2.0
#include "probe/zip/reader.hpp"

#include "probe/zip/inflate.hpp"

#include <boost/crc.hpp>

#include <optional>

namespace probe::zip {
namespace {

constexpr std::string_view kEndMark("PK\x05\x06", 4), kCentralMark("PK\x01\x02", 4), kLocalMark("PK\x03\x04", 4),
    kDescriptorMark("PK\x07\x08", 4), kEnd64Mark("PK\x06\x06", 4), kLocator64Mark("PK\x06\x07", 4);
constexpr std::size_t kEndSize = 22, kCentralSize = 46, kLocalSize = 30, kDescriptorSize = 16;

std::uint16_t u16(std::string_view octets, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(octets[at]) | static_cast<unsigned char>(octets[at + 1])
                                                                                 << 8U);
}

std::uint32_t u32(std::string_view octets, std::size_t at) {
  return static_cast<std::uint32_t>(u16(octets, at)) | static_cast<std::uint32_t>(u16(octets, at + 2)) << 16U;
}

/// Whether `mark` and `size` octets in all stand at `at`, before `end`.
bool stands(std::string_view octets, std::size_t at, std::size_t end, std::string_view mark, std::size_t size) {
  return at <= end && end - at >= size && octets.substr(at, mark.size()) == mark;
}

/// APPNOTE 4.5: those that say when a file was changed, and whose it was, and Java's mark. Any other may give it
/// another name, size or kind: Unicode path, zip64, AES, links.
bool has_plain_extras(std::string_view extras) {
  constexpr std::uint16_t kNtfsTimes = 0x000A, kUnixTimes = 0x5455, kOldUnix = 0x5855, kOwner = 0x7855,
                          kOwners = 0x7875, kJar = 0xCAFE;
  constexpr std::size_t kHead = 4;
  while (!extras.empty()) {
    if (extras.size() < kHead) return false;
    const auto kind = u16(extras, 0);
    const std::size_t size = u16(extras, 2);
    const bool is_plain = kind == kNtfsTimes || kind == kUnixTimes || kind == kOldUnix || kind == kOwner ||
                          kind == kOwners || (kind == kJar && size == 0);
    if (!is_plain || extras.size() - kHead < size) return false;
    extras.remove_prefix(kHead + size);
  }
  return true;
}

/// APPNOTE 4.4.15: MS-DOS's attributes below, and above them the mode, where the entry was made by Unix.
bool is_plain_kind(std::uint32_t attributes, bool is_folder) {
  // Read-only, hidden, system, archive, normal, compressed, not indexed; 7-Zip's note that a mode stands above.
  constexpr std::uint32_t kHarmless = 0x0001U | 0x0002U | 0x0004U | 0x0020U | 0x0080U | 0x0800U | 0x2000U | 0x8000U;
  constexpr std::uint32_t kFolder = 0x0010U, kKind = 0170000U, kPlainMode = 0100000U, kFolderMode = 0040000U;
  const auto mode = attributes >> 16U & kKind, dos = attributes & 0xFFFFU & ~kHarmless;
  return (mode == 0 || mode == (is_folder ? kFolderMode : kPlainMode)) && (dos == 0 || (is_folder && dos == kFolder));
}

/// Goes once through an archive, in the order of its octets.
class Walk {
 public:
  Walk(std::string_view octets, const Bounds& most) : octets_(octets), most_(most) {}

  boost::system::result<std::vector<Entry>, Error> run() {
    auto error = read_end();
    while (!error && entries_.size() < count_) error = read_entry();
    if (!error) error = close();
    if (error) return *std::move(error);
    return std::move(entries_);
  }

 private:
  using Problem = std::optional<Error>;

  Problem read_end() {
    // A comment behind it, which the format allows, could hold another end record.
    if (octets_.size() < kEndSize ||
        !stands(octets_, end_ = octets_.size() - kEndSize, octets_.size(), kEndMark, kEndSize))
      return Error{"is no zip, is cut, or has something behind its end record, such as a comment"};
    if (u16(octets_, end_ + 20) != 0) return Error{"the end record promises a comment that is not there"};
    if (u16(octets_, end_ + 4) != 0 || u16(octets_, end_ + 6) != 0) return Error{"it is one of several disks"};
    count_ = u16(octets_, end_ + 10);
    if (u16(octets_, end_ + 8) != count_) return Error{"the end record counts the entries twice, and differently"};
    directory_ = u32(octets_, end_ + 16);
    const std::size_t size = u32(octets_, end_ + 12);
    if (directory_ > end_ || size != end_ - directory_)
      return Error{"the end record does not stand where the central directory ends: something is hidden, or cut away"};
    if (count_ > most_.entries) return Error{"there are more than " + std::to_string(most_.entries) + " entries in it"};
    // Readers that look for signatures from the end would find these in an extra field.
    const auto directory = octets_.substr(directory_, size);
    for (const auto mark : {kEndMark, kEnd64Mark, kLocator64Mark})
      if (directory.find(mark) != std::string_view::npos)
        return Error{"there is another end record, or zip64's, in the central directory"};
    central_ = directory_;
    return std::nullopt;
  }

  Problem read_entry() {
    if (!stands(octets_, central_, end_, kCentralMark, kCentralSize))
      return Error{"the central directory has fewer entries than the end record says"};
    const std::size_t name_size = u16(octets_, central_ + 28), extra_size = u16(octets_, central_ + 30);
    if (end_ - central_ - kCentralSize < name_size + extra_size)
      return Error{"an entry of the central directory is cut"};
    Entry entry;
    entry.name = octets_.substr(central_ + kCentralSize, name_size);
    entry.method = u16(octets_, central_ + 10);
    entry.crc = u32(octets_, central_ + 16);
    entry.packed = u32(octets_, central_ + 20);
    entry.size = u32(octets_, central_ + 24);
    auto problem = check_central(entry, octets_.substr(central_ + kCentralSize + name_size, extra_size));
    if (problem.empty()) problem = read_local(entry);
    if (!problem.empty()) return Error{"'" + entry.name + "' " + problem};
    central_ += kCentralSize + name_size + extra_size;
    entries_.push_back(std::move(entry));
    return std::nullopt;
  }

  std::string check_central(const Entry& entry, std::string_view extras) {
    constexpr unsigned kDescribed = 8, kNameIsUtf8 = 0x800, kHowWell = 6, kEncrypted = 0x2041;
    constexpr unsigned kLatest = 45, kDos = 0, kUnix = 3, kNtfs = 11, kDarwin = 19;
    flags_ = u16(octets_, central_ + 8);
    if ((flags_ & kEncrypted) != 0) return "is encrypted";
    if ((flags_ & ~(kDescribed | kNameIsUtf8 | kHowWell)) != 0) return "has flags that mean nothing here";
    is_described_ = (flags_ & kDescribed) != 0;
    if (entry.method != 0 && entry.method != 8) return "is packed neither by deflate nor not at all";
    if (entry.method == 0 && entry.packed != entry.size) return "is stored, and has two sizes";
    if (u16(octets_, central_ + 6) > kLatest) return "wants a program newer than any that could read it";
    const auto made_by = u16(octets_, central_ + 4) >> 8U;
    if (made_by != kDos && made_by != kUnix && made_by != kNtfs && made_by != kDarwin)
      return "was made on a system whose kinds of files are not known here";
    if (u16(octets_, central_ + 32) != 0) return "has a comment, which nothing would check";
    if (u16(octets_, central_ + 34) != 0) return "is on another disk";
    if ((u16(octets_, central_ + 36) & ~1U) != 0) return "has internal attributes that mean nothing here";
    if (!is_plain_kind(u32(octets_, central_ + 38), entry.is_folder()))
      return "is a link, a folder that is none, or another special file";
    if (entry.is_folder() && entry.size != 0) return "is a folder, and holds something";
    if (!has_plain_extras(extras)) return "has an extra field that is damaged, or that says more than times and owners";
    if (entry.size > most_.octets - octets_seen_)
      return "and what stands before it are larger than " + std::to_string(most_.octets) + " octets";
    octets_seen_ += entry.size;
    return {};
  }

  /// The local header has to stand where the entry before it ends, and `at_` comes to stand behind the entry.
  std::string read_local(Entry& entry) {
    if (u32(octets_, central_ + 42) != at_)
      return "does not stand where the entry before it ends: something is hidden, or used twice";
    if (!stands(octets_, at_, directory_, kLocalMark, kLocalSize)) return "has no local header";
    // From the version that is needed to the sizes, and the size of the name.
    const auto local = octets_.substr(at_ + 4, 24), central = octets_.substr(central_ + 6, 24);
    const std::size_t until = is_described_ ? 10 : 24;
    if (local.substr(0, until) != central.substr(0, until) || local.substr(22) != central.substr(22))
      return "is another in its local header than in the central directory";
    // Checksum and sizes may be noughts in front of what is described behind it (APPNOTE 4.4.4).
    for (const std::size_t field : {10U, 14U, 18U})
      if (u32(local, field) != u32(central, field) && u32(local, field) != 0)
        return "has other sizes in its local header than in the central directory";
    // Who reads from the front would not know where it ends.
    if (entry.method == 0 && u32(local, 14) != entry.packed) return "is stored, and its size stands behind it only";
    const std::size_t extra_size = u16(octets_, at_ + 28);
    const auto head = kLocalSize + entry.name.size() + extra_size;
    const auto tail = is_described_ ? kDescriptorSize : 0;
    if (directory_ - at_ < head || directory_ - at_ - head < tail || directory_ - at_ - head - tail < entry.packed)
      return "reaches into the central directory";
    if (octets_.substr(at_ + kLocalSize, entry.name.size()) != entry.name)
      return "has another name in its local header than in the central directory";
    if (!has_plain_extras(octets_.substr(at_ + kLocalSize + entry.name.size(), extra_size)))
      return "has an extra field that is damaged, or that says more than times and owners";
    entry.data = at_ + head;
    at_ = entry.data + entry.packed;
    // APPNOTE 4.3.9; its signature is said to be optional, and without it readers from the front have to guess.
    if (is_described_ && (!stands(octets_, at_, directory_, kDescriptorMark, kDescriptorSize) ||
                          octets_.substr(at_ + 4, 12) != octets_.substr(central_ + 16, 12)))
      return "has other sizes behind it than in the central directory";
    at_ += tail;
    return {};
  }

  Problem close() const {
    if (central_ != end_) return Error{"the central directory has more entries than the end record says"};
    if (at_ != directory_) return Error{"there is something before the central directory that is no entry"};
    return std::nullopt;
  }

  std::string_view octets_;
  Bounds most_;
  std::size_t end_ = 0, directory_ = 0, count_ = 0;  ///< what the end record says
  std::size_t at_ = 0, central_ = 0;                 ///< the next local header, and the next in the directory
  std::size_t octets_seen_ = 0;
  unsigned flags_ = 0;
  bool is_described_ = false;
  std::vector<Entry> entries_;
};

}  // namespace

boost::system::result<std::vector<Entry>, Error> open(std::string_view octets, const Bounds& most) {
  return Walk(octets, most).run();
}

boost::system::result<std::string, Error> extract(std::string_view octets, const Entry& entry, std::size_t most) {
  const auto wrong = [&entry](const char* what) { return Error{"'" + entry.name + "' " + what}; };
  if (entry.size > most) return wrong("is too large");
  const auto packed = octets.substr(entry.data, entry.packed);
  auto content = entry.method == 0 ? std::optional(std::string(packed)) : inflate(packed, entry.size);
  if (!content) return wrong("cannot be unpacked to the size that it says");
  boost::crc_32_type crc;
  crc.process_bytes(content->data(), content->size());
  if (crc.checksum() != entry.crc) return wrong("is damaged: its checksum is another");
  return {boost::system::in_place_value, *std::move(content)};
}

}  // namespace probe::zip
