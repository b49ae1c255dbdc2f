internal import FileSystem

/// What a file's first bytes say about its container: enough to choose the decoder and to check claimed lengths.
struct ContainerHeader {
    /// The containers that need a choice; all others are `other`.
    enum Family {
        case riff, flac, ogg, mpegAudio, other
    }

    /// Bytes of the chunk that holds the samples.
    struct SampleBytes: Equatable {
        /// As the chunk's header claims; nil where it says "unknown", as a stream written to a pipe does.
        var claimed: Int64?
        /// As many as lie in the file from there on.
        var present: Int64
        /// Whether the file goes on after the claimed bytes with something that is not a chunk, that is, with more
        /// samples: the program that wrote the file died before it could mend the header, or the length overflowed
        /// its 32 bits.
        var continuesBeyondClaim: Bool
    }

    let family: Family
    /// The sample chunk of RIFF, RF64, AIFF, W64, CAF and AU files; nil for other containers.
    let sampleBytes: SampleBytes?
    /// For Ogg: whether the last page carries the end mark.
    let hasEndMark: Bool

    init(_ file: RegularFile) throws(FileError) {
        let start = try file.bytes(at: 0, count: 48)
        family = Self.family(start)
        sampleBytes = try Self.sampleBytes(file, start)
        hasEndMark = family == .ogg ? try Self.endsWithMark(file) : true
    }

    /// Seconds that the header claims for each second that is there, at least 1. Holds for every encoding with a
    /// constant number of bytes a second, which all encodings of these containers have.
    var claimRatio: Double {
        guard let sampleBytes, let claimed = sampleBytes.claimed, sampleBytes.present > 0 else { return 1 }
        return max(1, Double(claimed) / Double(sampleBytes.present))
    }

    /// Whether the samples of a RIFF file must be read to the end of the file because its header falls short.
    var needsReadingToEnd: Bool {
        family == .riff && sampleBytes?.continuesBeyondClaim == true
    }

    private static func family(_ start: [UInt8]) -> Family {
        if start.isTagged("RIFF") || start.isTagged("RIFX") || start.isTagged("RF64") { return .riff }
        if start.isTagged("fLaC") { return .flac }
        if start.isTagged("OggS") { return .ogg }
        // An ID3 tag, or the eleven set bits of an MPEG frame.
        if start.isTagged("ID3") || start.count > 1 && start[0] == 0xFF && start[1] & 0xE0 == 0xE0 {
            return .mpegAudio
        }
        return .other
    }

    private static func sampleBytes(_ file: RegularFile, _ start: [UInt8]) throws(FileError) -> SampleBytes? {
        if start.isTagged("RIFF") || start.isTagged("RF64") {
            return try ChunkWalk(file, .riff(bigEndian: false), from: 12, samples: "data").sampleBytes()
        }
        if start.isTagged("RIFX") {
            return try ChunkWalk(file, .riff(bigEndian: true), from: 12, samples: "data").sampleBytes()
        }
        if start.isTagged("FORM") && (start.isTagged("AIFF", at: 8) || start.isTagged("AIFC", at: 8)) {
            return try ChunkWalk(file, .riff(bigEndian: true), from: 12, samples: "SSND").sampleBytes()
        }
        if start.isTagged("riff") && start.isTagged("wave", at: 24) {
            return try ChunkWalk(file, .wave64, from: 40, samples: "data").sampleBytes()
        }
        if start.isTagged("caff") {
            return try ChunkWalk(file, .coreAudio, from: 8, samples: "data").sampleBytes()
        }
        if start.isTagged(".snd") && start.count >= 12 {
            let offset = start.unsigned(at: 4, bytes: 4, bigEndian: true)
            let claimed = start.unsigned(at: 8, bytes: 4, bigEndian: true)
            return SampleBytes(
                claimed: claimed == 0xFFFF_FFFF ? nil : Int64(claimed),
                present: max(0, file.byteCount - Int64(offset)), continuesBeyondClaim: false)
        }
        return nil
    }

    /// Looks for the last page of an Ogg file; a page is at most 65,307 bytes.
    private static func endsWithMark(_ file: RegularFile) throws(FileError) -> Bool {
        let length = min(file.byteCount, 65_307)
        let tail = try file.bytes(at: file.byteCount - length, count: Int(length))
        guard let page = (0..<max(0, tail.count - 5)).last(where: { tail.isTagged("OggS", at: $0) }) else {
            return false
        }
        return tail[page + 5] & 4 != 0
    }
}

extension [UInt8] {
    /// Whether the ASCII characters of `tag` stand at `offset`.
    func isTagged(_ tag: String, at offset: Int = 0) -> Bool {
        count >= offset + tag.utf8.count && self[offset..<offset + tag.utf8.count].elementsEqual(tag.utf8)
    }

    /// The unsigned number in `bytes` (at most 8) bytes at `offset`.
    func unsigned(at offset: Int, bytes: Int, bigEndian: Bool) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<bytes {
            value = value << 8 | UInt64(self[bigEndian ? offset + index : offset + bytes - 1 - index])
        }
        return value
    }
}
