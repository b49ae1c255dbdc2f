internal import Foundation
public import Glibc

/// A program that runs beside this one and whose output is read through a pipe.
///
/// Both output streams are watched together, so that a child never blocks because nobody reads its messages. A child that
/// neither writes nor reads a byte for longer than the watch allows is killed. So is one whose result nobody needs any
/// more: it is killed and reaped when the object goes away.
public final class ChildProcess {
    /// Why a program did not start, could not be read, or was killed.
    public enum Failure: Error, Equatable {
        /// The operating system refused something.
        case system(SystemError)
        /// For this many seconds the program wrote no byte, read none and did not end.
        case stalled(seconds: Double)
        /// The caller cancelled the watch.
        case cancelled
    }

    /// How a program ended.
    public typealias Ending = RunningProgram.Ending

    /// Path of the executable.
    private let name: String
    private let program: RunningProgram
    private let watch: IOWatch
    private var output: Int32
    private var errors: Int32
    private var ending: Ending?
    private var errorBytes: [UInt8] = []
    /// Lines of standard error beyond this are counted but not kept.
    private static let maxErrorBytes = 32_768
    /// Number of lines on standard error so far.
    public private(set) var errorLineCount = 0
    /// Whether the program has closed its output; a program that has ended has.
    public private(set) var hasClosedOutput = false
    /// The failure of `read` or `finish`, if one failed.
    public private(set) var failure: Failure?
    /// Seconds since the program last wrote to its output or read a byte; writing to standard error does not count.
    private var idleSeconds = 0.0
    /// Bytes that it had read when they were last counted.
    private var bytesRead: Int?
    private var lastCount: ContinuousClock.Instant?

    /// Starts a program with an empty standard input.
    /// - Parameters:
    ///   - program: path of the executable.
    ///   - arguments: without the program's name; passed as they are, without a shell.
    ///   - watch: says for how long the program may be silent, and whether the caller has cancelled.
    /// - Throws: `system`, `cancelled`.
    public init(program: String, arguments: [String], watch: IOWatch = IOWatch()) throws(Failure) {
        name = program
        let (outputRead, outputWrite) = try Self.makePipe(program)
        let (errorsRead, errorsWrite): (Int32, Int32)
        do throws(Failure) {
            (errorsRead, errorsWrite) = try Self.makePipe(program)
        } catch {
            Self.closeAll([outputRead, outputWrite])
            throw error
        }
        do throws(Failure) {
            let running = try watch.start { () throws(Failure) in
                RunningProgram(try Self.spawn(program, arguments, output: outputWrite, errors: errorsWrite))
            }
            guard let running else { throw .cancelled }
            self.program = running
        } catch {
            Self.closeAll([outputRead, outputWrite, errorsRead, errorsWrite])
            throw error
        }
        Self.closeAll([outputWrite, errorsWrite])
        output = outputRead
        errors = errorsRead
        self.watch = watch
    }

    deinit {
        watch.forget(program)
        if ending == nil { program.endAndReap() }
        Self.closeAll([output, errors])
    }

    /// The program's number in the system.
    public var processIdentifier: pid_t { program.identifier }

    /// The beginning of what the program wrote to standard error.
    public var errorText: String { String(decoding: errorBytes, as: UTF8.self) }

    /// Waits for output and reads it into the beginning of `buffer`.
    /// - Returns: the number of bytes; 0 only once the program has closed its output.
    /// - Throws: every case of `Failure`.
    public func read(into buffer: inout [UInt8]) throws(Failure) -> Int {
        try keepingFailure { () throws(Failure) in
            while true {
                let (outputReady, errorsReady) = try waitUntilReadable(output)
                if errorsReady { try readErrors() }
                if outputReady {
                    let count = try Self.read(output, of: name, into: &buffer)
                    noteProgress()
                    hasClosedOutput = count == 0
                    return count
                }
            }
        }
    }

    /// Reads the rest of standard error, waits until the program ends and returns how it ended. A program that has not
    /// closed its output is killed: it could block for ever, because nobody reads its output any more.
    /// - Throws: every case of `Failure`.
    public func finish() throws(Failure) -> Ending {
        if let ending { return ending }
        return try keepingFailure { () throws(Failure) in
            if !hasClosedOutput { program.end() }
            while errors >= 0 {
                _ = try waitUntilReadable(-1)
                try readErrors()
            }
            guard let ending = program.reap(within: watch.limitSeconds, while: { !watch.isCancelled }) else {
                throw watch.isCancelled ? .cancelled : .stalled(seconds: watch.limitSeconds)
            }
            self.ending = ending
            return ending
        }
    }

    /// Keeps the failure of a call in `failure`, and kills the program.
    private func keepingFailure<Value>(_ call: () throws(Failure) -> Value) throws(Failure) -> Value {
        do {
            return try call()
        } catch {
            failure = error
            program.end()
            throw error
        }
    }

    /// Waits for standard error and, where it is not -1, for the output.
    ///
    /// Idle time is the sum of short waits, and a wait that took longer by the clock counts no more than its limit: when
    /// both processes are stopped for an hour, the program has not stalled for an hour. A program that writes only to
    /// standard error has stalled, too.
    private func waitUntilReadable(_ output: Int32) throws(Failure) -> (output: Bool, errors: Bool) {
        // A negative descriptor is skipped, which is how a closed standard error drops out.
        var watched = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            if watch.isCancelled { throw .cancelled }
            let start = ContinuousClock.now
            let count = poll(&watched, nfds_t(watched.count), Int32(max(1, watch.pollSeconds * 1000)))
            guard count >= 0 || errno == EINTR else { throw .system(.last(.read, name)) }
            if watched[0].revents != 0 && count > 0 { return (true, watched[1].revents != 0) }
            let waited = (ContinuousClock.now - start) / .seconds(1)
            idleSeconds += count == 0 ? watch.pollSeconds : min(waited, watch.pollSeconds)
            noteReading()
            if idleSeconds >= watch.limitSeconds { throw .stalled(seconds: idleSeconds) }
            if count > 0 { return (false, watched[1].revents != 0) }
        }
    }

    /// Counts reading as progress: a decoder may read hours of video before it decodes the first sound.
    private func noteReading() {
        let now = ContinuousClock.now
        if let lastCount, (now - lastCount) / .seconds(1) < watch.pollSeconds / 2 { return }
        lastCount = now
        guard let bytes = countReadBytes(), bytes != bytesRead else { return }
        bytesRead = bytes
        noteProgress()
    }

    private func noteProgress() {
        idleSeconds = 0
        watch.noteSignOfLife()
    }

    /// Bytes that the program's threads have read so far, by any call; nil where the system does not say. The count of the
    /// whole process would also grow with each small program that a hanging script starts and waits for.
    private func countReadBytes() -> Int? {
        let folder = "/proc/\(program.identifier)/task"
        guard let tasks = opendir(folder) else { return nil }
        defer { closedir(tasks) }
        var sum: Int?
        while let entry = readdir(tasks) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { name in
                String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix("."), let bytes = Self.readBytes("\(folder)/\(name)/io") else { continue }
            sum = (sum ?? 0) + bytes
        }
        return sum
    }

    private static func readBytes(_ path: String) -> Int? {
        var buffer = [UInt8](repeating: 0, count: 256)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let line = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").first
        return line?.split(separator: " ").last.flatMap { Int($0) }
    }

    private func readErrors() throws(Failure) {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = try Self.read(errors, of: name, into: &chunk)
        guard count > 0 else {
            close(errors)
            errors = -1
            return
        }
        errorLineCount += chunk[..<count].count { $0 == UInt8(ascii: "\n") }
        errorBytes.append(contentsOf: chunk[..<min(count, Self.maxErrorBytes - errorBytes.count)])
    }

    private static func read(
        _ descriptor: Int32, of program: String, into buffer: inout [UInt8]
    ) throws(Failure) -> Int {
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .system(.last(.read, program)) }
        }
    }

    /// A pair of connected sockets rather than a pipe: without GNU extensions, only sockets can be created with
    /// close-on-exec already set. A child that another thread starts at the same moment must not keep our write end open,
    /// or the end of output would never come.
    private static func makePipe(_ program: String) throws(Failure) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .system(.last(.start, program)) }
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
        // The child gets a process group of its own: this program handles an interrupt from the keyboard, which must not
        // look like a recording that cannot be decoded. If this program dies, the child ends when it writes to the closed
        // socket. The child must not inherit the signal mask of the thread that runs this.
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
        guard code == 0 else { throw .system(SystemError(.start, path: program, code: code)) }
        return identifier
    }

    private static func closeAll(_ descriptors: [Int32]) {
        for descriptor in descriptors where descriptor >= 0 { close(descriptor) }
    }
}
