import Foundation

/// The decoders and converters that this module works with, for a report on the machine.
public struct AudioTools: Hashable, Sendable {
    /// libsndfile's name and version as the library states them.
    public let soundFile: String
    /// libsoxr's name and version as the library states them.
    public let resampler: String
    /// The path of the ffmpeg program; nil unless both ffmpeg and ffprobe are on the `PATH`.
    public let ffmpegPath: String?

    /// Looks at this machine.
    public init() {
        soundFile = SoundFile.libraryVersion
        resampler = Resampler.libraryVersion
        ffmpegPath = FFmpegPrograms.find()?.ffmpeg
    }

    /// Everything outside this program that the samples of a file depend on: where the text differs, the samples may
    /// differ.
    public var fingerprint: String {
        var parts = [soundFile, resampler]
        // Asking ffmpeg for its version would take longer than reading many a recording.
        if let ffmpegPath { parts += [ffmpegPath, Self.state(of: ffmpegPath)] }
        return parts.joined(separator: "; ")
    }

    private static func state(of path: String) -> String {
        do {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
            let modified = attributes[.modificationDate] as? Date
            return "\(attributes[.size] ?? 0) bytes of \(modified?.timeIntervalSince1970 ?? 0)"
        } catch {
            // Gone since it was found: whatever comes in its place will have a state.
            return "gone"
        }
    }
}
