import Foundation

/// Writes 16-bit WAV files of several channels.
public enum ChannelWave {
    /// Writes a file in a folder and gives its path.
    /// - Parameter channels: samples of each; the shorter ones end in silence.
    public static func write(
        _ channels: [[Float]], sampleRate: Int = 16_000, to folder: ScratchFolder, name: String = "channels.wav"
    ) throws -> String {
        let count = channels.map(\.count).max() ?? 0
        let interleaved = (0..<count).flatMap { index in channels.map { index < $0.count ? $0[index] : 0 } }
        let path = folder.file(name)
        try Data(WAVBytes(interleaved, channelCount: channels.count, sampleRate: sampleRate).bytes).write(
            to: URL(filePath: path))
        return path
    }

    /// Each channel with what it picks up of the others.
    /// - Parameter gain: of the others' voices.
    public static func leaking(_ channels: [[Float]], gain: Float) -> [[Float]] {
        let count = channels.map(\.count).max() ?? 0
        let padded = channels.map { $0 + [Float](repeating: 0, count: count - $0.count) }
        return padded.indices.map { own in
            (0..<count).map { index in
                padded.indices.reduce(Float(0)) { $0 + (own == $1 ? 1 : gain) * padded[$1][index] }
            }
        }
    }
}
