import CSndfile

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

    /// The library's name and version in its own words.
    static var libraryVersion: String { String(cString: sf_version_string()) }

    /// - Throws: `DecoderRefusal` with the library's reason.
    init(_ file: RegularFile) throws(DecoderRefusal) {
        // Neither by name nor by descriptor. A name that ends in .snd, .vox or .gsm makes the library take any junk for
        // raw samples, and "-" means standard input to it; a descriptor it closes when it cannot open the file, though
        // told not to, so that somebody else's next file is closed later on.
        let input = SoundFileInput(file)
        var info = SF_INFO()
        guard let handle = input.open(&info) else {
            throw DecoderRefusal(decoder: Self.name, reason: Self.sentence(sf_strerror(nil)))
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
        frameCount = info.frames < Int64.max ? Int(info.frames) : nil
        expectedSeconds = frameCount.map { Double($0) / Double(info.samplerate) }
        guard sampleRate > 0, channelCount > 0 else {
            throw DecoderRefusal(
                decoder: Self.name, reason: "claims \(sampleRate) Hz and \(channelCount) channels")
        }
    }

    deinit { sf_close(handle) }

    func read(into block: inout [Float], frameCount: Int) throws(AudioError) -> Int {
        block = [Float](unsafeUninitializedCapacity: frameCount * channelCount) { buffer, filled in
            filled = Int(sf_readf_float(handle, buffer.baseAddress, sf_count_t(frameCount))) * channelCount
        }
        if let failure = input.failure { throw failure }
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

/// Hands the bytes of a file to libsndfile. Keeps the system's own reason when reading fails, which the library turns
/// into an ordinary end of file.
private final class SoundFileInput {
    private let file: RegularFile
    private var offset: Int64 = 0
    private(set) var failure: AudioError?

    init(_ file: RegularFile) { self.file = file }

    /// The handle must not outlive this object.
    func open(_ info: inout SF_INFO) -> OpaquePointer? {
        var callbacks = SF_VIRTUAL_IO(
            get_filelen: { context in SoundFileInput.from(context)?.file.byteCount ?? 0 },
            seek: { offset, whence, context in
                guard let input = SoundFileInput.from(context) else { return -1 }
                switch Int(whence) {
                case Int(SF_SEEK_SET): input.offset = offset
                case Int(SF_SEEK_CUR): input.offset += offset
                default: input.offset = input.file.byteCount + offset
                }
                return input.offset
            },
            read: { buffer, count, context in
                guard let input = SoundFileInput.from(context), let buffer else { return 0 }
                return input.read(UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
            },
            write: { _, _, _ in 0 },
            tell: { context in SoundFileInput.from(context)?.offset ?? 0 })
        return sf_open_virtual(&callbacks, Int32(SFM_READ), &info, Unmanaged.passUnretained(self).toOpaque())
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> SoundFileInput? {
        context.map { Unmanaged<SoundFileInput>.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) -> sf_count_t {
        do {
            let count = try file.read(at: offset, into: buffer)
            offset += Int64(count)
            return sf_count_t(count)
        } catch {
            failure = error
            return 0
        }
    }
}
