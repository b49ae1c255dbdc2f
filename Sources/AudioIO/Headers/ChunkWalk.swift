internal import FileSystem

/// Walks the chunks of a RIFF-like file up to the one that holds the samples. Reads a few bytes a chunk.
struct ChunkWalk {
    /// How the chunks of a container are laid out.
    struct Layout {
        var tagBytes: Int
        var sizeBytes: Int
        var bigEndian: Bool
        /// Whether a chunk's size counts its tag and size fields too.
        var sizeIncludesHeader: Bool
        /// Chunks start at multiples of this.
        var alignment: Int64

        static func riff(bigEndian: Bool) -> Layout {
            Layout(tagBytes: 4, sizeBytes: 4, bigEndian: bigEndian, sizeIncludesHeader: false, alignment: 2)
        }
        static let wave64 = Layout(
            tagBytes: 16, sizeBytes: 8, bigEndian: false, sizeIncludesHeader: true, alignment: 8)
        static let coreAudio = Layout(
            tagBytes: 4, sizeBytes: 8, bigEndian: true, sizeIncludesHeader: false, alignment: 1)

        var headerBytes: Int64 { Int64(tagBytes + sizeBytes) }
    }

    private let file: RegularFile
    private let layout: Layout
    private let start: Int64
    private let sampleTag: String

    init(_ file: RegularFile, _ layout: Layout, from start: Int64, samples sampleTag: String) {
        self.file = file
        self.layout = layout
        self.start = start
        self.sampleTag = sampleTag
    }

    /// The chunk of the samples, or nil where the file has none.
    func sampleBytes() throws(FileError) -> ContainerHeader.SampleBytes? {
        var position = start
        var longSize: UInt64?
        // More chunks than this before the samples are not a recording but noise that looks like chunks.
        for _ in 0..<10_000 {
            let header = try file.bytes(at: position, count: Int(layout.headerBytes))
            guard header.count == Int(layout.headerBytes) else { return nil }
            let size = header.unsigned(at: layout.tagBytes, bytes: layout.sizeBytes, bigEndian: layout.bigEndian)
            let body = position + layout.headerBytes
            if header.isTagged(sampleTag) { return try samples(at: body, size: size, longSize: longSize) }
            if header.isTagged("ds64") {
                let sizes = try file.bytes(at: body, count: 16)
                if sizes.count == 16 { longSize = sizes.unsigned(at: 8, bytes: 8, bigEndian: false) }
            }
            guard let end = end(of: body, size: size), end < file.byteCount, end > position else { return nil }
            position = end
        }
        return nil
    }

    private func samples(
        at body: Int64, size: UInt64, longSize: UInt64?
    ) throws(FileError) -> ContainerHeader.SampleBytes {
        let present = max(0, file.byteCount - body)
        let isLong = size == 0xFFFF_FFFF && longSize != nil
        let claim = isLong ? longSize ?? size : size
        guard !isUnknown(claim, isLong: isLong) else {
            return ContainerHeader.SampleBytes(claimed: nil, present: present, continuesBeyondClaim: false)
        }
        let claimed = max(0, Int64(clamping: claim) - (layout.sizeIncludesHeader ? layout.headerBytes : 0))
        return ContainerHeader.SampleBytes(
            claimed: claimed, present: present, continuesBeyondClaim: try continues(after: body, size: claim))
    }

    /// Programs that write to a pipe cannot come back to fill the length in; they leave all ones, or the largest
    /// signed number, rounded down a little, and a few subtract their header from it.
    private func isUnknown(_ claim: UInt64, isLong: Bool) -> Bool {
        switch layout.sizeBytes {
        case 8: claim > UInt64(Int64.max)
        default: !isLong && (claim >= 0xFFFF_FF00 || (0x7FFF_F000...0x7FFF_FFFF).contains(claim))
        }
    }

    /// Whether what follows the claimed end is neither a chunk nor too little to matter.
    private func continues(after body: Int64, size: UInt64) throws(FileError) -> Bool {
        guard let end = end(of: body, size: size), file.byteCount - end > 4096 else { return false }
        let next = try file.bytes(at: end, count: Int(layout.headerBytes))
        // Another program may have cut the file meanwhile.
        guard next.count == Int(layout.headerBytes) else { return false }
        let isTag = next.prefix(4).allSatisfy { (0x20...0x7E).contains($0) }
        let nextSize = next.unsigned(at: layout.tagBytes, bytes: layout.sizeBytes, bigEndian: layout.bigEndian)
        guard isTag, let nextEnd = self.end(of: end + layout.headerBytes, size: nextSize) else { return true }
        // A last chunk may miss its padding byte.
        return nextEnd > file.byteCount + layout.alignment
    }

    private func end(of body: Int64, size: UInt64) -> Int64? {
        let header = layout.sizeIncludesHeader ? layout.headerBytes : 0
        // Half of the range leaves room for every sum with a place in the file.
        guard size <= UInt64(Int64.max / 2), Int64(size) >= header else { return nil }
        let end = body + Int64(size) - header
        return (end + layout.alignment - 1) / layout.alignment * layout.alignment
    }
}
