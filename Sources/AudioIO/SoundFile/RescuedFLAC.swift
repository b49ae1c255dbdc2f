internal import FileSystem

/// A FLAC file read by libsndfile as far as that goes, and by ffmpeg from there on.
///
/// At the first damaged frame libsndfile reports the end of the file, without an error, and would lose everything
/// after it. ffmpeg steps over the damage and says where it goes on, so that the times behind it stay right. Up to the
/// damage both decode the same samples, FLAC being lossless.
final class RescuedFLAC: FrameSource {
    let sampleRate: Int
    let channelCount: Int
    let format: String
    let expectedSeconds: Double?
    let toleranceSeconds: Double
    var tracks: [AudioTrack] { soundFile.tracks }
    var layout: ChannelLayout? { soundFile.layout }
    var recordedAt: StatedDate? { soundFile.recordedAt }
    var warnings: [AudioWarning] { soundFile.warnings + (rescuer?.warnings ?? []) + ownWarnings }

    private let soundFile: SoundFile
    private let frameCount: Int
    private let inspection: AudioInspection?
    private let watch: IOWatch
    private var rescuer: FFmpegDecoder?
    private var ownWarnings: [AudioWarning] = []
    private var hasGivenUp = false

    /// - Parameters:
    ///   - frameCount: how many frames the header says there are.
    ///   - inspection: nil where ffmpeg is not installed; then the file ends at the damage, with a warning.
    init(_ soundFile: SoundFile, frameCount: Int, inspection: AudioInspection?, watch: IOWatch) {
        self.soundFile = soundFile
        self.frameCount = frameCount
        self.inspection = inspection
        self.watch = watch
        sampleRate = soundFile.sampleRate
        channelCount = soundFile.channelCount
        format = soundFile.format
        expectedSeconds = soundFile.expectedSeconds
        toleranceSeconds = soundFile.toleranceSeconds
    }

    func read(into block: inout [Float], frameCount wanted: Int) throws(AudioError) -> Int {
        if rescuer == nil && !hasGivenUp {
            let frames = try soundFile.read(into: &block, frameCount: wanted)
            if frames > 0 || soundFile.position >= frameCount { return frames }
            try callRescuer(wanted, &block)
        }
        guard let rescuer else {
            block.removeAll(keepingCapacity: true)
            return 0
        }
        return try rescuer.read(into: &block, frameCount: wanted)
    }

    /// Starts ffmpeg and passes over what is known already.
    private func callRescuer(_ blockFrames: Int, _ block: inout [Float]) throws(AudioError) {
        guard let inspection else {
            ownWarnings.append(.readWithoutFFmpeg(reason: "what follows the damage was not looked at"))
            hasGivenUp = true
            return
        }
        let rescuer = try FFmpegDecoder(inspection, droppingDamage: true, watch: watch)
        while rescuer.position < soundFile.position {
            let left = soundFile.position - rescuer.position
            guard try rescuer.read(into: &block, frameCount: min(blockFrames, left)) > 0 else { break }
        }
        self.rescuer = rescuer
    }
}
