import Foundation

/// Writes 16-bit mono WAV files.
public enum MonoWave {
    /// The bytes of a file; samples are clipped to -1 ... 1.
    public static func bytes(_ samples: [Float], sampleRate: Int = 16_000) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xff) } }
        let data = samples.flatMap { little(Int((max(-1, min(1, $0)) * 32_767).rounded()), 2) }
        let format = little(1, 2) + little(1, 2) + little(sampleRate, 4) + little(2 * sampleRate, 4) + little(2, 2)
        return Array("RIFF".utf8) + little(36 + data.count, 4) + Array("WAVEfmt ".utf8) + little(16, 4) + format
            + little(16, 2) + Array("data".utf8) + little(data.count, 4) + data
    }

    /// Writes a file in a folder and gives its path.
    public static func write(
        _ samples: [Float], sampleRate: Int = 16_000, to folder: ScratchFolder, name: String = "recording.wav"
    ) throws -> String {
        let path = folder.file(name)
        try Data(bytes(samples, sampleRate: sampleRate)).write(to: URL(filePath: path))
        return path
    }
}
