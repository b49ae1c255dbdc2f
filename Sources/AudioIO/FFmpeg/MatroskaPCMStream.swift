/// Reads the blocks of one 32 bit float audio track, with their times, from a Matroska stream as it is written.
///
/// ffmpeg writes its output in this form because raw samples would carry no time: a track that starts late or has a
/// gap would silently move everything after it. Only what such a stream holds is understood; blocks of any length are
/// passed on piece by piece, so that memory stays bounded.
final class MatroskaPCMStream {
    /// The stream breaks Matroska's rules or cannot be read.
    struct Failure: Error { let reason: String }

    /// Supplies bytes: fills the beginning of the array and returns their number, 0 at the end.
    typealias Supply = (inout [UInt8]) throws(Failure) -> Int

    /// Hertz, as the track's header says; 0 until the first block.
    private(set) var sampleRate = 0
    /// Channels, as the track's header says; 0 until the first block.
    private(set) var channelCount = 0
    /// Bytes of the current block that have not been read.
    private(set) var remainingBytes = 0

    private let supply: Supply
    private var buffer = [UInt8](repeating: 0, count: 131_072)
    private var start = 0
    private var end = 0
    /// Bytes of elements' headers and numbers so far.
    private var consumedBytes = 0
    private var ticksPerSecond = 1000.0
    private var clusterTicks = 0.0
    private var hasSeenHeader = false

    init(supply: @escaping Supply) { self.supply = supply }

    /// Goes to the next block; what is left of the current one is skipped.
    /// - Returns: the block's time in seconds, or nil at the end of the stream.
    func nextBlock() throws(Failure) -> Double? {
        try skip(remainingBytes)
        remainingBytes = 0
        while try fill(1) {
            let identifier = try elementIdentifier()
            let size = try elementSize()
            guard hasSeenHeader || identifier == Self.header else { throw Failure(reason: "is not Matroska") }
            hasSeenHeader = true
            switch Element(rawValue: identifier) {
            case .segment, .info, .tracks, .trackEntry, .audio, .cluster, .blockGroup:
                // The children follow; where they end does not matter to a reader who knows them all by name.
                continue
            case .timestampScale:
                ticksPerSecond = 1e9 / Double(max(1, try unsigned(size)))
            case .channels:
                channelCount = Int(clamping: try unsigned(size))
            case .samplingFrequency:
                let hertz = try float(size).rounded()
                guard (1...1e7).contains(hertz) else { throw Failure(reason: "sample rate of \(hertz) Hz") }
                sampleRate = Int(hertz)
            case .clusterTimestamp:
                clusterTicks = Double(try unsigned(size))
            case .simpleBlock, .block:
                return try block(size)
            case nil:
                guard let size, size <= Self.largestElementBytes else {
                    throw Failure(reason: "element \(identifier) without a sensible size")
                }
                try skip(size)
            }
        }
        return nil
    }

    /// Moves samples of the current block to the end of `samples`.
    /// - Returns: how many, at most `count`; 0 when the block is used up.
    func read(_ count: Int, into samples: inout [Float]) throws(Failure) -> Int {
        let wanted = min(count, remainingBytes / 4)
        var done = 0
        while done < wanted {
            guard try fill(4) else { throw Failure(reason: "ends within a block") }
            let ready = min(wanted - done, (end - start) / 4)
            buffer.withUnsafeBytes { bytes in
                for index in 0..<ready {
                    let bits = bytes.loadUnaligned(fromByteOffset: start + 4 * index, as: UInt32.self)
                    samples.append(Float(bitPattern: UInt32(littleEndian: bits)))
                }
            }
            start += 4 * ready
            done += ready
        }
        remainingBytes -= 4 * done
        return done
    }

    /// The element with which every stream begins.
    private static let header: UInt64 = 0x1A45_DFA3
    /// Far more than ffmpeg puts into one element; what claims more is not Matroska and could be endless.
    private static let largestElementBytes = 1 << 26

    private enum Element: UInt64 {
        case segment = 0x1853_8067
        case info = 0x1549_A966
        case timestampScale = 0x2A_D7B1
        case tracks = 0x1654_AE6B
        case trackEntry = 0xAE
        case audio = 0xE1
        case channels = 0x9F
        case samplingFrequency = 0xB5
        case cluster = 0x1F43_B675
        case clusterTimestamp = 0xE7
        case blockGroup = 0xA0
        case simpleBlock = 0xA3
        case block = 0xA1
    }

    /// A block's header: track number, time relative to its cluster, flags. What follows are the samples.
    private func block(_ size: Int?) throws(Failure) -> Double {
        guard let size, size <= Self.largestElementBytes else {
            throw Failure(reason: "block without a sensible size")
        }
        let headerStart = consumedBytes
        _ = try variableLength(keepMarker: false)
        guard try fill(3) else { throw Failure(reason: "ends within a block") }
        let ticks = Int16(bitPattern: UInt16(byte()) << 8 | UInt16(byte()))
        guard byte() & 0x06 == 0 else { throw Failure(reason: "laced block") }
        remainingBytes = size - (consumedBytes - headerStart)
        guard remainingBytes >= 0 else { throw Failure(reason: "block of \(size) bytes") }
        return (clusterTicks + Double(ticks)) / ticksPerSecond
    }

    private func elementIdentifier() throws(Failure) -> UInt64 { try variableLength(keepMarker: true) ?? 0 }

    /// The element's size, or nil for "unknown".
    private func elementSize() throws(Failure) -> Int? { try variableLength(keepMarker: false).map { Int($0) } }

    /// A number of 1 to 8 bytes whose leading zeros tell its length; nil when all its bits are ones.
    private func variableLength(keepMarker: Bool) throws(Failure) -> UInt64? {
        guard try fill(1) else { throw Failure(reason: "ends within an element") }
        let length = buffer[start].leadingZeroBitCount + 1
        guard length <= 8, try fill(length) else { throw Failure(reason: "ends within an element") }
        var value: UInt64 = 0
        for _ in 0..<length { value = value << 8 | UInt64(byte()) }
        if keepMarker { return value }
        let ones: UInt64 = 1 << (7 * UInt64(length)) - 1
        value &= ones
        return value == ones ? nil : value
    }

    private func unsigned(_ size: Int?) throws(Failure) -> UInt64 {
        guard let size, size <= 8 else { throw Failure(reason: "bad number") }
        guard try fill(size) else { throw Failure(reason: "ends within an element") }
        var value: UInt64 = 0
        for _ in 0..<size { value = value << 8 | UInt64(byte()) }
        return value
    }

    private func float(_ size: Int?) throws(Failure) -> Double {
        let bits = try unsigned(size)
        switch size {
        case 4: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case 8: return Double(bitPattern: bits)
        default: throw Failure(reason: "bad number")
        }
    }

    private func byte() -> UInt8 {
        defer { start += 1; consumedBytes += 1 }
        return buffer[start]
    }

    private func skip(_ count: Int) throws(Failure) {
        var left = count
        while left > 0 {
            guard try fill(1) else { throw Failure(reason: "ends within an element") }
            let step = min(left, end - start)
            start += step
            left -= step
        }
    }

    /// Sees to it that `count` bytes lie ready; false if the stream ends before.
    private func fill(_ count: Int) throws(Failure) -> Bool {
        while end - start < count {
            if start == end {
                start = 0
                end = try supply(&buffer)
                if end == 0 { return false }
            } else {
                // A number or a sample is cut by the end of what has come so far.
                buffer.replaceSubrange(0..<(end - start), with: Array(buffer[start..<end]))
                end -= start
                start = 0
                var more = [UInt8](repeating: 0, count: buffer.count - end)
                let got = try supply(&more)
                if got == 0 { return false }
                buffer.replaceSubrange(end..<end + got, with: more[..<got])
                end += got
            }
        }
        return true
    }
}
