import Foundation
import Testing

@testable import FileSystem

@Suite struct SystemErrorTests {
    @Test(arguments: [
        (
            SystemError(.open, path: "/a", code: EACCES),
            "/a: cannot be opened (Permission denied); check its permissions"
        ),
        (
            SystemError(.open, path: "/a", code: ENOENT),
            "/a: cannot be opened (No such file or directory); check the name"
        ),
        (
            SystemError(.read, path: "/a", code: EIO),
            "/a: reading failed (Input/output error); check the disk or the network folder"
        ),
        (
            SystemError(.write, path: "/a", code: ENOSPC),
            "/a: writing failed (No space left on device); free some space"
        ),
        (SystemError(.lock, path: "/a", code: EDEADLK), "/a: cannot be locked (Resource deadlock avoided)"),
        (
            SystemError(.start, path: "ffmpeg", code: ENOENT),
            "ffmpeg: cannot be started (No such file or directory); check its installation"
        ),
        (
            SystemError(.open, path: "/a", code: EMFILE),
            "/a: cannot be opened (Too many open files); free some memory, or close other programs, and try again"
        ),
    ])
    func saysWhatFailedAndWhatToDo(error: SystemError, text: String) { #expect(error.description == text) }

    @Test func findsTheNumberInsideErrorsOfFoundation() throws {
        let missing = URL(fileURLWithPath: "/nowhere/a")
        let error = try #require(#expect(throws: CocoaError.self) { try Data(contentsOf: missing) })
        #expect(SystemError.code(of: error) == ENOENT)
        #expect(SystemError.code(of: POSIXError(.EIO)) == EIO)
        #expect(SystemError.code(of: SystemError(.read, path: "a", code: EBADF)) == EBADF)
        #expect(SystemError.code(of: CancellationError()) == nil)
        #expect(SystemError.text(of: POSIXError(.ENOSPC)) == "No space left on device")
    }

    @Test(arguments: [(ENOENT, true), (ENOTDIR, true), (EACCES, false), (ELOOP, false)])
    func knowsWhichCodesMeanThatNothingIsThere(code: Int32, isMissing: Bool) {
        let error = SystemError(.open, path: "a", code: code)
        #expect(error.isMissing == isMissing)
        #expect(FileError(error) == (isMissing ? .missing(path: "a") : .system(error)))
        // Only opening can find that a file is missing: a program that cannot be started is another matter.
        let other = SystemError(.start, path: "a", code: code)
        #expect(FileError(other) == .system(other))
    }
}
