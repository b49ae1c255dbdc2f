import Foundation

/// The child process: runs rounds of one target until they are done or one of them ends the process.
struct FuzzWorker {
    let target: FuzzTarget
    let seed: UInt64
    let limits: FuzzLimits
    /// Exit code of a worker whose reader broke a promise.
    static let brokenStatus: Int32 = 3

    /// Runs rounds one after the other. Before each, its number is written where the parent looks for it.
    /// - Returns: How many inputs were read and how many were refused.
    func run(_ rounds: Range<Int>, statusPath: String) throws -> (read: Int, refused: Int) {
        let scratch = try Scratch()
        let mutator = try mutator(scratch)
        let reader = try target.reader(scratch)
        let status = open(statusPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard status >= 0 else { throw Broken("cannot open \(statusPath)") }
        defer { close(status) }
        limits.bound()
        var counts = (read: 0, refused: 0)
        for round in rounds {
            var state = FuzzStatus(round: round, read: counts.read)
            guard pwrite(status, &state, FuzzStatus.byteCount, 0) == FuzzStatus.byteCount else {
                throw Broken("cannot write \(statusPath)")
            }
            if try Self.isRead(mutator.input(round: round), by: reader, limits) {
                counts.read += 1
            } else {
                counts.refused += 1
            }
        }
        alarm(0)
        try scratch.remove()
        return counts
    }

    /// Runs one input.
    func run(input: [UInt8]) throws -> Bool {
        let scratch = try Scratch()
        let reader = try target.reader(scratch)
        limits.bound()
        let isRead = try Self.isRead(input, by: reader, limits)
        try scratch.remove()
        return isRead
    }

    /// The input of a round.
    func input(round: Int) throws -> [UInt8] {
        let scratch = try Scratch()
        let input = try mutator(scratch).input(round: round)
        try scratch.remove()
        return input
    }

    private func mutator(_ scratch: Scratch) throws -> Mutator {
        Mutator(
            seed: seed, target: target.name, corpus: try target.corpus(scratch), tokens: target.tokens,
            isJSON: target.isJSON, repair: target.repair)
    }

    /// False for an input that is refused.
    private static func isRead(
        _ input: [UInt8], by reader: ([UInt8]) throws -> Void, _ limits: FuzzLimits
    ) throws -> Bool {
        // The signal ends the process, however the reader hangs.
        alarm(limits.secondsPerInput)
        do {
            try reader(input)
            return true
        } catch let error as Broken {
            throw error
        } catch {
            // Messages are built as well: they are what a user gets to see.
            return String(describing: error).isEmpty
        }
    }
}

/// What a worker has got to; survives it in a file.
struct FuzzStatus {
    /// The round that has begun.
    var round: Int
    /// Inputs before it that were read to the end.
    var read: Int

    static let byteCount = MemoryLayout<FuzzStatus>.size
}

/// What one input may take.
struct FuzzLimits {
    var secondsPerInput: UInt32 = 20
    var bytes: UInt64 = 6_000_000_000

    /// Bounds the memory of this process.
    func bound() {
        var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    }
}
