import Foundation
import Glibc

/// A program that runs beside this one and whose output is read through a pipe.
///
/// Both output streams are watched together, so that a child which has much to complain about never waits for a
/// reader of its complaints. A child that neither gives nor takes in a byte for longer than the watch allows is ended,
/// and so is one that is no longer wanted: it is killed and reaped when the object goes away.
final class ChildProcess {
    /// Why a program did not start, could not be read, or was given up.
    enum Failure: Error, Equatable {
        /// The operating system refused something; its error number.
        case system(code: Int32)
        /// For so many seconds the program gave no byte, did not read on and did not end.
        case stalled(seconds: Double)
        /// Nobody waits for the program any more.
        case cancelled
    }

    typealias Ending = RunningProgram.Ending

    private let program: RunningProgram
    private let watch: IOWatch
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
    /// What reading or finishing failed with.
    private(set) var failure: Failure?
    /// Seconds in which the program has neither given nor taken in a byte; complaints are no progress.
    private var idleSeconds = 0.0
    /// What it had taken in at the last look.
    private var taken: Int?
    private var lastLook: ContinuousClock.Instant?

    /// Starts a program with an empty standard input.
    /// - Parameters:
    ///   - program: path of the executable.
    ///   - arguments: without the program's name; handed over as they are, no shell sees them.
    ///   - watch: says for how long the program may be silent, and when it is not wanted any more.
    /// - Throws: `system`, `cancelled`.
    init(program: String, arguments: [String], watch: IOWatch = IOWatch()) throws(Failure) {
        let (outputRead, outputWrite) = try Self.makePipe()
        let (errorsRead, errorsWrite): (Int32, Int32)
        do throws(Failure) {
            (errorsRead, errorsWrite) = try Self.makePipe()
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

    var processIdentifier: pid_t { program.identifier }

    /// The beginning of what the program wrote to standard error.
    var errorText: String { String(decoding: errorBytes, as: UTF8.self) }

    /// Waits for output and reads what there is into the beginning of `buffer`.
    /// - Returns: the number of bytes; 0 only once the program has closed its output.
    func read(into buffer: inout [UInt8]) throws(Failure) -> Int {
        try noting { () throws(Failure) in
            while true {
                let (outputReady, errorsReady) = try waitUntilReadable(output)
                if errorsReady { try readErrors() }
                if outputReady {
                    let count = try Self.read(output, into: &buffer)
                    noteProgress()
                    hasClosedOutput = count == 0
                    return count
                }
            }
        }
    }

    /// Reads the rest of standard error, waits for the program's end and tells how it ended. A program that has not
    /// closed its output is killed: it could wait for ever for somebody to read on.
    func finish() throws(Failure) -> Ending {
        if let ending { return ending }
        return try noting { () throws(Failure) in
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

    /// Remembers what a call failed with, for those who only hear of it in other words.
    private func noting<Value>(_ call: () throws(Failure) -> Value) throws(Failure) -> Value {
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
    /// Time counts in short waits, and a longer one by the clock counts no more than that: whoever is stopped for an hour,
    /// program and all, has not been kept waiting for an hour. A program that does nothing but complain has stalled, too.
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
            guard count >= 0 || errno == EINTR else { throw .system(code: errno) }
            if watched[0].revents != 0 && count > 0 { return (true, watched[1].revents != 0) }
            let waited = (ContinuousClock.now - start) / .seconds(1)
            idleSeconds += count == 0 ? watch.pollSeconds : min(waited, watch.pollSeconds)
            lookWhatIsTaken()
            if idleSeconds >= watch.limitSeconds { throw .stalled(seconds: idleSeconds) }
            if count > 0 { return (false, watched[1].revents != 0) }
        }
    }

    /// A decoder may have to read through hours of video before the first sound.
    private func lookWhatIsTaken() {
        let now = ContinuousClock.now
        if let lastLook, (now - lastLook) / .seconds(1) < watch.pollSeconds / 2 { return }
        lastLook = now
        guard let bytes = takenBytes, bytes != taken else { return }
        taken = bytes
        noteProgress()
    }

    private func noteProgress() {
        idleSeconds = 0
        watch.noteSignOfLife()
    }

    /// Bytes that the program's threads have read so far, by whatever means; nil where the system does not say. The count
    /// of the whole process would also grow with each small program that a hanging script starts and waits for.
    private var takenBytes: Int? {
        let folder = "/proc/\(program.identifier)/task"
        guard let tasks = opendir(folder) else { return nil }
        defer { closedir(tasks) }
        var sum: Int?
        while let entry = readdir(tasks) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { name in
                String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix("."), let taken = Self.takenBytes("\(folder)/\(name)/io") else { continue }
            sum = (sum ?? 0) + taken
        }
        return sum
    }

    private static func takenBytes(_ path: String) -> Int? {
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
            guard errno == EINTR else { throw .system(code: errno) }
        }
    }

    /// A pair of connected sockets rather than a pipe, because only these can be made with close-on-exec from birth
    /// without GNU extensions: a child that another thread starts at this very moment must not hold our write end
    /// open, or the end of output would never come.
    private static func makePipe() throws(Failure) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .system(code: errno) }
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
        guard code == 0 else { throw .system(code: code) }
        return identifier
    }

    private static func closeAll(_ descriptors: [Int32]) {
        for descriptor in descriptors where descriptor >= 0 { close(descriptor) }
    }
}
