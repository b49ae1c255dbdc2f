import Foundation
import Glibc

/// A program that runs beside this one and whose output is read through a pipe.
///
/// Both output streams are watched together, so that a child which has much to complain about never waits for a
/// reader of its complaints. A child that is no longer wanted is killed and reaped when the object goes away.
final class ChildProcess {
    /// The operating system's reason why a program did not start or could not be read.
    struct Failure: Error { let reason: String }

    /// How a program ended.
    enum Ending: Equatable {
        case exited(code: Int)
        case killed(signal: Int)
    }

    let processIdentifier: pid_t
    private var output: Int32
    private var errors: Int32
    private var ending: Ending?
    private var errorBytes: [UInt8] = []
    /// Complaints beyond this are counted but not kept.
    private static let keptErrorBytes = 32_768
    /// Lines on standard error so far.
    private(set) var errorLineCount = 0
    /// Whether the program has closed its output, be it that it has ended.
    private(set) var hasClosedOutput = false

    /// Starts a program with an empty standard input.
    /// - Parameters:
    ///   - program: path of the executable.
    ///   - arguments: without the program's name; handed over as they are, no shell sees them.
    init(program: String, arguments: [String]) throws(Failure) {
        let (outputRead, outputWrite) = try Self.makePipe()
        let (errorsRead, errorsWrite): (Int32, Int32)
        do throws(Failure) {
            (errorsRead, errorsWrite) = try Self.makePipe()
        } catch {
            Self.closeAll([outputRead, outputWrite])
            throw error
        }
        do throws(Failure) {
            processIdentifier = try Self.spawn(program, arguments, output: outputWrite, errors: errorsWrite)
        } catch {
            Self.closeAll([outputRead, outputWrite, errorsRead, errorsWrite])
            throw error
        }
        Self.closeAll([outputWrite, errorsWrite])
        output = outputRead
        errors = errorsRead
    }

    deinit {
        if ending == nil {
            kill(processIdentifier, SIGKILL)
            _ = Self.reap(processIdentifier)
        }
        Self.closeAll([output, errors])
    }

    /// The beginning of what the program wrote to standard error.
    var errorText: String { String(decoding: errorBytes, as: UTF8.self) }

    /// Waits for output and reads what there is into the beginning of `buffer`.
    /// - Returns: the number of bytes; 0 only once the program has closed its output.
    func read(into buffer: inout [UInt8]) throws(Failure) -> Int {
        while true {
            let (outputReady, errorsReady) = try waitUntilReadable()
            if errorsReady { try readErrors() }
            if outputReady {
                let count = try Self.read(output, into: &buffer)
                hasClosedOutput = count == 0
                return count
            }
        }
    }

    /// Reads the rest of standard error, waits for the program's end and tells how it ended. A program that has not
    /// closed its output is killed: it could wait for ever for somebody to read on.
    func finish() throws(Failure) -> Ending {
        if let ending { return ending }
        if !hasClosedOutput { kill(processIdentifier, SIGKILL) }
        while errors >= 0 { try readErrors() }
        let ending = Self.reap(processIdentifier)
        self.ending = ending
        return ending
    }

    private func waitUntilReadable() throws(Failure) -> (output: Bool, errors: Bool) {
        // A negative descriptor is skipped, which is how a closed standard error drops out.
        var watched = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&watched, nfds_t(watched.count), -1) < 0 {
            guard errno == EINTR else { throw Failure(reason: String(cString: strerror(errno))) }
        }
        return (watched[0].revents != 0, watched[1].revents != 0)
    }

    private func readErrors() throws(Failure) {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = try Self.read(errors, into: &chunk)
        guard count > 0 else {
            close(errors)
            errors = -1
            return
        }
        errorLineCount += chunk[..<count].count { $0 == UInt8(ascii: "\n") }
        errorBytes.append(contentsOf: chunk[..<min(count, Self.keptErrorBytes - errorBytes.count)])
    }

    private static func read(_ descriptor: Int32, into buffer: inout [UInt8]) throws(Failure) -> Int {
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw Failure(reason: String(cString: strerror(errno))) }
        }
    }

    /// A pair of connected sockets rather than a pipe, because only these can be made with close-on-exec from birth
    /// without GNU extensions: a child that another thread starts at this very moment must not hold our write end
    /// open, or the end of output would never come.
    private static func makePipe() throws(Failure) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        return (ends[0], ends[1])
    }

    private static func spawn(
        _ program: String, _ arguments: [String], output: Int32, errors: Int32
    ) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A process group of its own: an interrupt from the keyboard is for us to handle, and must not look like a
        // recording that cannot be decoded. Should we die, writing to the closed pipe ends the child. The signal
        // mask of the thread that happens to run this is not for the child either.
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))

        var argumentPointers: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        var environmentPointers: [UnsafeMutablePointer<CChar>?] =
            ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
        var identifier = pid_t()
        let code = posix_spawn(
            &identifier, program, &actions, &attributes, &argumentPointers, &environmentPointers)
        guard code == 0 else { throw Failure(reason: String(cString: strerror(code))) }
        return identifier
    }

    private static func reap(_ identifier: pid_t) -> Ending {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? .exited(code: Int(status >> 8 & 0xFF)) : .killed(signal: Int(signal))
    }

    private static func closeAll(_ descriptors: [Int32]) {
        for descriptor in descriptors where descriptor >= 0 { close(descriptor) }
    }
}
