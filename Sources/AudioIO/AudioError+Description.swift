extension AudioError: CustomStringConvertible {
    /// One line: the file, the cause and what to do.
    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): no such file; check the name"
        case .isDirectory(let path):
            "\(path): is a folder, not a recording; name a file in it"
        case .notRegularFile(let path, let kind):
            "\(path): is a \(kind), not a regular file; save the sound to a file first"
        case .unreadable(let path, let reason):
            "\(path): cannot be opened (\(reason)); check its permissions"
        case .empty(let path):
            "\(path): the file is empty (0 bytes); copy or export it again"
        case .noSamples(let path, let format):
            "\(path): holds no sound (\(format) without a sample); copy or export it again"
        case .undecodable(let path, let refusals):
            "\(path): is not audio that can be decoded (\(Self.text(refusals))); "
                + "check that it plays, and export it as WAV or FLAC if it does"
        case .noAudioStream(let path, let streams):
            "\(path): holds no sound, only \(streams.isEmpty ? "other data" : streams.joined(separator: ", ")); "
                + "name the file that has the sound"
        case .encrypted(let path, let scheme):
            "\(path): is encrypted (\(scheme)) and cannot be decoded; get an unprotected copy"
        case .noSuchChannel(let path, let channel, let channelCount):
            "\(path): has no channel \(channel) (channels are 0 to \(channelCount - 1)); name another channel"
        case .unsupportedRate(let path, let sampleRate, let reason):
            "\(path): its sample rate of \(sampleRate) Hz cannot be converted (\(reason)); resample it first"
        case .ffmpegMissing(let path, let refusals):
            "\(path): needs the programs ffmpeg and ffprobe, which are not on the PATH (\(Self.text(refusals))); "
                + "install them, for example with: sudo apt-get install ffmpeg"
        case .decoderNotStarted(let path, let program, let reason):
            "\(path): the program \(program) could not be started (\(reason)); check its installation"
        case .decoderFailed(let path, let decoder, let afterSeconds, let reason):
            "\(path): \(decoder) gave up after \(Self.seconds(afterSeconds)) (\(reason)); "
                + "the file is damaged: copy or export it again"
        case .decoderKilled(let path, let decoder, let afterSeconds, let signal):
            "\(path): \(decoder) was killed by signal \(signal) after \(Self.seconds(afterSeconds)); "
                + "try again, with more free memory if it happens again"
        case .readFailed(let path, let reason):
            "\(path): reading failed (\(reason)); check the disk or the network folder"
        }
    }

    private static func text(_ refusals: [DecoderRefusal]) -> String {
        refusals.map { "\($0.decoder): \($0.reason)" }.joined(separator: "; ")
    }

    /// Seconds with two decimals, as both errors and warnings show them.
    static func seconds(_ value: Double) -> String {
        let hundredths = (value * 100).rounded() / 100
        return "\(hundredths) s"
    }
}
