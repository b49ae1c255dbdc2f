internal import FileSystem
internal import Synchronization

/// What is known of a file's container once a reader has opened it. Another reader of the same file that is given it runs
/// neither ffprobe nor the search for a track with sound again.
public final class AudioInspection: Sendable {
    let path: String
    let programs: FFmpegPrograms
    /// State of the file that was inspected; nil where it is not known.
    private let stamp: FileStamp?
    private let known = Mutex(Known())

    private struct Known {
        var report: (FFmpegReport, FFmpegMessages)?
        /// What a look at the sound of each stream found, by ffmpeg's number of the stream.
        var looks: [Int: TrackChoice.Look] = [:]
    }

    /// Starts with nothing known.
    init(path: String, programs: FFmpegPrograms, stamp: FileStamp? = nil) {
        self.path = path
        self.programs = programs
        self.stamp = stamp
    }

    /// Whether it is about this file in this state, and was made by these programs.
    func holds(for file: RegularFile, _ programs: FFmpegPrograms) -> Bool {
        path == file.path && programs == self.programs && stamp?.hasSameContent(as: file.stamp) ?? false
    }

    /// The report of ffprobe, which runs the first time.
    func report(
        _ run: () throws(AudioError) -> (FFmpegReport, FFmpegMessages)
    ) throws(AudioError) -> (report: FFmpegReport, messages: FFmpegMessages) {
        if let report = known.withLock({ $0.report }) { return report }
        let report = try run()
        known.withLock { $0.report = report }
        return report
    }

    /// The result of a look at the sound of a stream, which is decoded the first time.
    func look(
        _ streamIndex: Int, _ decode: () throws(AudioError) -> TrackChoice.Look
    ) throws(AudioError) -> TrackChoice.Look {
        if let look = known.withLock({ $0.looks[streamIndex] }) { return look }
        let look = try decode()
        known.withLock { $0.looks[streamIndex] = look }
        return look
    }
}
