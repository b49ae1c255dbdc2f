/// Recognizes audio and video files by their content. No output ever replaces them.
public enum AudioSignature {
    /// The number of first bytes that identify every container.
    public static let byteCount = 512

    /// Whether the first bytes of a file are those of an audio or video container.
    public static func isFound(in start: [UInt8]) -> Bool {
        func holds(_ text: String, at offset: Int) -> Bool {
            start.count >= offset + text.utf8.count && start[offset...].starts(with: text.utf8)
        }
        let riffs = ["RIFF", "RIFX", "RF64", "FORM"].contains { holds($0, at: 0) }
        if riffs && ["WAVE", "AVI ", "AIFF", "AIFC"].contains(where: { holds($0, at: 8) }) { return true }
        if [
            "fLaC", "caff", ".snd", "wvpk", "MAC ", "TTA1", "#!AMR", ".RMF", "MPCK", "MP+", "DSD ", "FRM8",
            "Creative Voice", "NIST_1A",
        ].contains(
            where: { holds($0, at: 0) })
        {
            return true
        }
        if holds("OggS\u{0}", at: 0) || holds("ftyp", at: 4) { return true }
        // QuickTime begins with any of its atoms, after the four bytes of its size.
        if start.first == 0, ["moov", "mdat", "wide", "free", "skip"].contains(where: { holds($0, at: 4) }) {
            return true
        }
        // The major sync of TrueHD and MLP follows the length and time of the first access unit.
        if start.dropFirst(4).starts(with: [0xF8, 0x72, 0x6F]) { return true }
        if holds("ID3", at: 0), start.count > 3, start[3] < 0x10 { return true }
        return binarySignatures.contains { start.starts(with: $0) } || isMPEGFrame(start) || isTransportStream(start)
    }

    private static let binarySignatures: [[UInt8]] = [
        // W64, Matroska and WebM, ASF (WMA and WMV), FLV, MPEG program stream, DSS and DS2, AC-3, DTS.
        [0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11], [0x1A, 0x45, 0xDF, 0xA3], [0x30, 0x26, 0xB2, 0x75],
        [0x46, 0x4C, 0x56, 0x01], [0x00, 0x00, 0x01, 0xBA], [0x02, 0x64, 0x73, 0x73], [0x03, 0x64, 0x73, 0x73],
        [0x03, 0x64, 0x73, 0x32], [0x0B, 0x77], [0x7F, 0xFE, 0x80, 0x01], [0xFE, 0x7F, 0x01, 0x80],
    ]

    /// Packets of 188 bytes; in M2TS each follows four other bytes.
    private static func isTransportStream(_ start: [UInt8]) -> Bool {
        [(0, 188), (4, 192)].contains { first, size in
            start.count > first + 2 * size && (0...2).allSatisfy { start[first + $0 * size] == 0x47 }
        }
    }

    /// The eleven or twelve set bits at the start of MP3 and AAC frames, which no text has.
    private static func isMPEGFrame(_ start: [UInt8]) -> Bool {
        start.count > 1 && start[0] == 0xFF && start[1] & 0xE0 == 0xE0 && start[1] != 0xFE && start[1] != 0xFF
    }
}
