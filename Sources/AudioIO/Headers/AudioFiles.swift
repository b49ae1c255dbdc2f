internal import FileSystem

/// The file name extensions of sound, all in lower case and without a dot, and what they mean for a file.
public enum AudioFiles {
    /// Extensions that a folder scan picks up: sound files and the video containers in which meetings are recorded.
    public static let extensions: Set<String> = [
        "wav", "wave", "bwf", "rf64", "w64", "aif", "aiff", "aifc", "au", "snd", "caf", "flac", "wv", "ape", "tta",
        "ogg", "oga", "opus", "spx", "mp3", "mp2", "mpga", "aac", "ac3", "m4a", "m4b", "wma", "amr", "awb", "mka",
        "dss", "mp4", "m4v", "mov", "qt", "3gp", "3g2", "webm", "mkv", "ogv", "ogm", "avi", "flv", "wmv", "asf",
        "mpg", "mpeg", "mts", "m2ts",
        // Phones, browsers and ring tones.
        "qta", "weba", "3ga", "3gpp", "3gpp2", "3gp2", "m4r", "mp4a", "f4a", "f4b", "f4v", "mk3d", "ogx",
        // Cameras, broadcasting, discs.
        "ts", "m2t", "m2p", "tts", "mod", "tod", "vob", "mpe", "mp4v", "ismv", "isma", "mxf", "dv", "divx", "wtv", "rm",
        "rmvb", "wm", "nut",
        // Codecs by themselves.
        "adts", "loas", "latm", "eac3", "ec3", "dts", "dtshd", "thd", "mp1", "mpa", "m2a", "mpc", "mpp", "shn", "tak",
        "ra", "oma", "aa3", "dsf", "dff", "qcp", "act", "amrnb", "amrwb", "xwma",
        // Older programs and speech corpora.
        "sph", "nist", "sf", "ircam", "voc", "8svx", "svx", "iff", "avr", "paf", "fap", "pvf", "wve", "sox", "sds",
    ]

    /// Samples without a header, which a folder scan leaves alone: the encoding, and ffmpeg's options for it.
    static let headerless = [
        "g722": ("G.722", "-f g722"), "722": ("G.722", "-f g722"), "g729": ("G.729", "-f g729"),
        "g726": ("G.726", "-f g726 -ar 8000 -code_size 4"), "gsm": ("GSM", "-f gsm"),
        "sln": ("signed linear", "-f s16le -ar 8000"), "sln16": ("signed linear", "-f s16le -ar 16000"),
        "ulaw": ("mu-law", "-f mulaw -ar 8000"), "ul": ("mu-law", "-f mulaw -ar 8000"),
        "alaw": ("A-law", "-f alaw -ar 8000"), "al": ("A-law", "-f alaw -ar 8000"),
        "pcm": ("PCM", "-f s16le -ar 16000"), "vox": ("VOX ADPCM", ""),
    ]

    /// Encrypted and other sound that nothing here reads, and that a folder scan leaves alone.
    private static let unreadable: Set<String> = ["aax", "ds2", "m4p", "raw"]

    /// Whether a name is that of sound or film, be it readable or not.
    public static func isNamedAsSound(_ path: String) -> Bool {
        guard let ending = fileExtension(path) else { return false }
        return extensions.contains(ending) || unreadable.contains(ending) || headerless[ending] != nil
    }

    /// Extensions that other files use far more often, and what recordings have at their beginning: `.ts` is TypeScript,
    /// too, and `go.mod` a list of modules.
    private static let ambiguous: Set<String> = ["ts", "mts", "tts", "mod", "act", "sf", "iff", "dts", "ra", "rm"]

    /// Whether a folder scan should take the file, judged by its name, and for names that mostly are those of texts, by
    /// whether it looks like text. Hidden files are not taken: they are other programs' partial downloads and `._name`
    /// companions.
    public static func isCandidate(_ path: String) -> Bool {
        let name = path.split(separator: "/", omittingEmptySubsequences: true).last ?? ""
        guard !name.hasPrefix("."), let ending = fileExtension(path), extensions.contains(ending) else { return false }
        return !ambiguous.contains(ending) || !isText(path)
    }

    /// The extension of a file's name in lower case, without a dot; nil where it has none.
    public static func fileExtension(_ path: String) -> String? {
        let name = path.split(separator: "/", omittingEmptySubsequences: true).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex, name.index(after: dot) < name.endIndex else {
            return nil
        }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Whether the beginning of a file is text: no recording begins with 256 printable characters.
    private static func isText(_ path: String) -> Bool {
        do throws(FileError) {
            let start = try RegularFile(path: path).bytes(at: 0, count: 256)
            return !start.isEmpty && start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
        } catch {
            // The next open of the file reports what is wrong with it.
            return false
        }
    }
}
