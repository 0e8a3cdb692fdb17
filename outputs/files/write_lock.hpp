// SPDX-License-Identifier: Apache-2.0
// One writer for one file. Where the file system has locks, one of those; where it has none (some network file
// systems), a link FILE.lock beside it that says who writes (`ls -l` shows it), and that is touched while he does.
#pragma once

#include <memory>
#include <string>

namespace drumbeat {

class WriteLock {
  public:
    // `descriptor` is the open file. Throws FileProblem when another process writes it: an error of the input, since
    // the user started both. A lock whose process is gone from this host is taken over, by one of several that try;
    // of any other the message says when it was last touched, and what to do if its process is gone.
    WriteLock(int descriptor, const std::string& path);
    ~WriteLock();
    WriteLock(WriteLock&&) noexcept;
    WriteLock& operator=(WriteLock&&) noexcept;

    static std::string file_of(const std::string& path); // the lock file's name

  private:
    struct LockFile;
    std::unique_ptr<LockFile> file_; // null: the file system's own lock, which goes with the descriptor
};

} // namespace drumbeat
