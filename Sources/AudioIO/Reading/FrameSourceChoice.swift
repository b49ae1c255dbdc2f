internal import FileSystem

/// Which decoder reads which file.
///
/// libsndfile reads everything that it can open, within this process. ffmpeg reads the rest, and these containers,
/// which libsndfile opens as well but does not read to the end:
/// - MPEG audio: of two MP3 files joined into one, libsndfile reads only the first; it stops at damage; and it prints
///   to standard error by itself. Both remove the encoder's delay when the file states it (times agree to 0.01 ms) and
///   neither can when it does not (25 ms at 44.1 kHz, as in every player).
/// - Ogg: libsndfile reads only the first of chained streams, and closes the gap that damaged pages leave without a
///   word, so that everything after it is up to seconds early. ffmpeg says where it goes on.
/// - RIFF files whose header gives too small a length or none, because the recorder died or the length overflowed.
/// - FLAC from the first damaged frame on; see `RescuedFLAC`.
struct FrameSourceChoice {
    /// The opened file.
    let source: any FrameSource
    /// What was noticed about the container.
    let warnings: [AudioWarning]
    /// How many times more sound the header claims than the file has room for; 1 where it claims no more.
    let claimRatio: Double
    /// What is known of the file's container; nil where ffmpeg is not installed.
    let inspection: AudioInspection?

    /// Opens a file with the decoder that suits it.
    /// - Parameters:
    ///   - tracks: the sound tracks to read.
    ///   - programs: nil where ffmpeg is not installed.
    ///   - known: what an earlier reader of the same file found.
    ///   - watch: says for how long reading may take without a byte.
    /// - Throws: every `AudioError` that an unfit file can cause, except those found only by decoding.
    init(
        path: String, tracks: TrackSelection = .best, programs: FFmpegPrograms?, known: AudioInspection? = nil,
        watch: IOWatch
    ) throws(AudioError) {
        let (file, header): (RegularFile, ContainerHeader)
        do throws(FileError) {
            file = try RegularFile(path: path, watch: watch)
            header = try ContainerHeader(file)
        } catch {
            throw .file(error)
        }
        guard file.byteCount > 0 else { throw .empty(path: path) }
        let inspection = programs.map { programs in
            known.flatMap { $0.holds(for: file, programs) ? $0 : nil }
                ?? AudioInspection(path: path, programs: programs, stamp: file.stamp)
        }
        self.inspection = inspection
        let reason = Self.reasonForFFmpeg(header)
        var warnings: [AudioWarning] = header.hasEndMark ? [] : [.missingEndMark]
        if reason != nil, let inspection {
            let readToEnd = header.needsReadingToEnd
            source =
                readToEnd
                ? try FFmpegDecoder(inspection, ignoringHeaderLength: true, watch: watch)
                : try Self.decoder(inspection, tracks, refusals: [], watch: watch)
            if readToEnd { warnings.append(.headerLengthIgnored) }
        } else {
            source = try Self.soundFile(file, header, tracks, inspection, watch: watch)
            if let reason { warnings.append(.readWithoutFFmpeg(reason: reason)) }
        }
        if case .numbers(let numbers) = tracks {
            let known = source.tracks
            for number in numbers where !known.contains(where: { $0.number == number }) {
                throw .noSuchTrack(path: path, track: number, tracks: known)
            }
        }
        self.warnings = warnings
        claimRatio = header.claimRatio
    }

    /// What would be lost with libsndfile, or nil where it does well.
    private static func reasonForFFmpeg(_ header: ContainerHeader) -> String? {
        switch header.family {
        case .mpegAudio: "joined or damaged MP3 files are read only in part"
        case .ogg: "chained or damaged Ogg files are read only in part"
        case .riff where header.needsReadingToEnd: "only the length in the header was read"
        case .riff, .flac, .other: nil
        }
    }

    /// Tries libsndfile, then ffmpeg.
    private static func soundFile(
        _ file: RegularFile, _ header: ContainerHeader, _ tracks: TrackSelection,
        _ inspection: AudioInspection?, watch: IOWatch
    ) throws(AudioError) -> any FrameSource {
        let refusal: DecoderRefusal
        do throws(SoundFile.Failure) {
            let soundFile = try SoundFile(file)
            switch (header.family, soundFile.frameCount) {
            case (.flac, let frameCount?):
                return RescuedFLAC(soundFile, frameCount: frameCount, inspection: inspection, watch: watch)
            case (.flac, nil) where inspection != nil:
                // Without a length in the header nothing would tell damage from the end.
                refusal = DecoderRefusal(decoder: SoundFile.name, reason: "no length in the header")
            default:
                return soundFile
            }
        } catch {
            switch error {
            case .refused(let reason): refusal = reason
            case .unreadable(let error): throw .file(error)
            }
        }
        guard let inspection else { throw .ffmpegMissing(path: file.path, refusals: [refusal]) }
        do throws(AudioError) {
            return try decoder(inspection, tracks, refusals: [refusal], watch: watch)
        } catch {
            guard case .undecodable(_, let refusals) = error else { throw error }
            let start: [UInt8]
            do throws(FileError) {
                start = try file.bytes(at: 0, count: 16)
            } catch {
                throw .file(error)
            }
            guard let kind = UnreadableKind(start: start, path: file.path, refusals: refusals) else { throw error }
            throw .unreadableKind(path: file.path, kind: kind)
        }
    }

    /// ffmpeg for one track, or for several side by side.
    private static func decoder(
        _ inspection: AudioInspection, _ tracks: TrackSelection, refusals: [DecoderRefusal], watch: IOWatch
    ) throws(AudioError) -> any FrameSource {
        var (numbers, unread): ([Int], [UnreadTrack]) = ([], [])
        switch tracks {
        case .best: break
        case .numbers(let wanted): numbers = wanted
        case .all:
            (numbers, unread) = try FFmpegProbe.tracksWithSound(inspection, refusals: refusals, watch: watch)
        }
        if numbers.count > 1 {
            return try MergedTracks(
                inspection, numbers: numbers, unread: unread, refusals: refusals, watch: watch)
        }
        // Where only one track has sound, the decoder chooses it again and reports the others.
        let track = tracks == .all ? nil : numbers.first
        return try FFmpegDecoder(inspection, track: track, refusals: refusals, watch: watch)
    }
}
