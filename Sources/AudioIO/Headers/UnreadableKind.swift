/// Kinds of files that hold sound but that no decoder here reads, and that get a better message than the decoder's.
public enum UnreadableKind: Hashable, Sendable {
    /// An MP4 or QuickTime file without its index, which a recorder writes last.
    case unfinishedMP4
    /// Olympus' second dictation format.
    case dictationDS2
    /// The same, encrypted.
    case encryptedDS2
    /// Samples without a header; the words are the encoding and ffmpeg's options for it.
    case headerless(encoding: String, options: String)

    /// Tells a file by its first bytes and its name.
    /// - Parameters:
    ///   - start: the first bytes, at least 4 of them where the file has 4.
    ///   - path: its extension counts for samples without a header, which nothing else tells.
    ///   - refusals: what the decoders said.
    init?(start: [UInt8], path: String, refusals: [DecoderRefusal] = []) {
        let boxes = ["ftyp", "mdat", "wide", "free", "skip"]
        if boxes.contains(where: { start.isTagged($0, at: 4) }),
            refusals.contains(where: { $0.reason.contains("moov atom not found") })
        {
            self = .unfinishedMP4
            return
        }
        if start.count > 4, start[0] < 0x20 {
            if start.isTagged("ds2", at: 1) {
                self = .dictationDS2
                return
            }
            if start.isTagged("enc", at: 1) && AudioFiles.fileExtension(path) == "ds2" {
                self = .encryptedDS2
                return
            }
        }
        guard let (encoding, options) = AudioFiles.headerless[AudioFiles.fileExtension(path) ?? ""] else { return nil }
        self = .headerless(encoding: encoding, options: options)
    }

    /// What the file is.
    var reason: String {
        switch self {
        case .unfinishedMP4: "was not finished by its recorder: the index (moov) is missing"
        case .dictationDS2: "is a dictation in the format DS2, which is not public"
        case .encryptedDS2: "is an encrypted dictation in the format DS2"
        case .headerless(let encoding, _):
            "looks like raw \(encoding) samples without a header, which say nothing of themselves"
        }
    }

    /// What to do about it.
    var advice: String {
        switch self {
        case .unfinishedMP4:
            "a repair program such as untrunc can mend it with the help of a good file of the same recorder"
        case .dictationDS2: "save it as WAV or MP3 with the recorder's own program"
        case .encryptedDS2: "open it with its password in the recorder's own program, and save it as WAV or MP3"
        case .headerless(_, let options):
            options.isEmpty
                ? "give it a header, for example with: sox FILE out.wav"
                : "give it a header, for example with: ffmpeg \(options) -i FILE out.wav"
        }
    }
}
