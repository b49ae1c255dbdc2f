import CSndfile
internal import FileSystem

/// Decodes a file with libsndfile. The only type that calls that library.
final class SoundFile: FrameSource {
    let sampleRate: Int
    let channelCount: Int
    let format: String
    let expectedSeconds: Double?
    let toleranceSeconds = 0.1
    private(set) var warnings: [AudioWarning] = []
    /// Frames that the file should hold, from its header and its size; nil where the library cannot tell.
    let frameCount: Int?
    let tracks: [AudioTrack]
    let layout: ChannelLayout?
    let recordedAt: StatedDate?
    /// Frames read so far.
    private(set) var position = 0

    private let input: SoundFileInput
    private let handle: OpaquePointer

    /// Name of the decoder in messages.
    static let name = "libsndfile"

    /// The library's name and version as the library states them.
    static var libraryVersion: String { String(cString: sf_version_string()) }

    /// Why a file was not opened.
    enum Failure: Error {
        /// The library makes no sense of it.
        case refused(DecoderRefusal)
        /// The system could not read it.
        case unreadable(FileError)

        static func refused(_ reason: String) -> Failure {
            .refused(DecoderRefusal(decoder: SoundFile.name, reason: reason))
        }
    }

    /// The library's own limit; blocks of this number of channels fit into memory.
    private static let maxChannels = 1024
    /// A thousand years: a longer claim is no claim, and would not fit where lengths are counted.
    private static let maxSeconds = 3.2e10

    init(_ file: RegularFile) throws(Failure) {
        // Neither by name nor by descriptor. A name that ends in .snd, .vox or .gsm makes the library take any junk for
        // raw samples, and "-" means standard input to it; a descriptor it closes when it cannot open the file, though
        // told not to, so that an unrelated file that gets the same number is closed later.
        let input = SoundFileInput(file)
        var info = SF_INFO()
        guard let handle = input.open(&info) else {
            if let failure = input.failure { throw .unreadable(failure) }
            throw .refused(Self.sentence(sf_strerror(nil)))
        }
        self.input = input
        self.handle = handle
        sampleRate = Int(info.samplerate)
        channelCount = Int(info.channels)
        format = SoundFileFormat.name(info.format)
        tracks = [
            AudioTrack(
                number: 1, format: "\(format), \(channelCount == 1 ? "1 channel" : "\(channelCount) channels")")
        ]
        layout = Self.layout(handle, channelCount: channelCount)
        recordedAt = Self.recordedAt(handle)
        // The library says SF_COUNT_MAX for "unknown".
        frameCount = (0..<Int64.max).contains(info.frames) ? Int(exactly: info.frames) : nil
        let seconds = frameCount.map { Double($0) / Double(max(1, info.samplerate)) }
        expectedSeconds = seconds.flatMap { $0 <= Self.maxSeconds ? $0 : nil }
        guard sampleRate > 0, (1...Self.maxChannels).contains(channelCount) else {
            throw .refused("claims \(sampleRate) Hz and \(channelCount) channels")
        }
    }

    deinit { sf_close(handle) }

    func read(into block: inout [Float], frameCount: Int) throws(AudioError) -> Int {
        block = [Float](unsafeUninitializedCapacity: frameCount * channelCount) { buffer, filled in
            let found = sf_readf_float(handle, buffer.baseAddress, sf_count_t(frameCount))
            filled = min(frameCount, max(0, Int(found))) * channelCount
        }
        if let failure = input.failure { throw .file(failure) }
        let frames = block.count / channelCount
        position += frames
        if frames < frameCount { noteDamage() }
        return frames
    }

    /// Damage is a warning, since what came before it is good.
    private func noteDamage() {
        guard sf_error(handle) != SF_ERR_NO_ERROR else { return }
        let reason = Self.sentence(sf_strerror(handle))
        let warning = AudioWarning.damagedStream(decoder: Self.name, message: reason, messageCount: 1)
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    /// The library's text without its full stop and the "Error : " that some of its decoders put before it.
    private static func sentence(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "no reason given" }
        var sentence = String(cString: text)
        if sentence.hasPrefix("Error : ") { sentence.removeFirst("Error : ".count) }
        return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}
