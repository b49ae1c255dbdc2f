internal import FileSystem

/// Looks whether there is sound on a track.
enum TrackSound {
    /// Mean square below which nothing sounds: -60 dBFS. A voice that quiet would not be recognized either.
    private static let silence = 1e-6
    /// Hertz at which a track is looked at.
    private static let sampleRate = 8000
    /// Samples of each channel whose loudness is measured together: 10 ms.
    private static let frameLength = 80
    /// Frames with sound that make a track one with sound, a tenth of a second: a click is none.
    private static let minSoundingFrames = 10

    /// Decodes a track until there is sound, at most to its end, in memory that does not depend on its length.
    /// - Parameters:
    ///   - streamIndex: ffmpeg's number of the stream, pictures counted.
    ///   - channelCount: of the track.
    ///   - watch: says for how long the program may be silent.
    /// - Throws: `decoderNotStarted`, `decoderKilled`, `decoderCrashed`, `decoderStalled`, `readFailed`.
    static func look(
        path: String, programs: FFmpegPrograms, streamIndex: Int, channelCount: Int, watch: IOWatch
    ) throws(AudioError) -> TrackChoice.Look {
        let child: ChildProcess
        do throws(ChildProcess.Failure) {
            // Channels stay apart: those that cancel each other would be silence.
            child = try ChildProcess(
                program: programs.ffmpeg,
                arguments: ["-nostdin", "-hide_banner", "-v", "error"] + FFmpegPrograms.inputOptions(path)
                    + ["-map", "0:\(streamIndex)", "-vn", "-sn", "-dn", "-map_metadata", "-1"]
                    + ["-ar", "\(sampleRate)", "-c:a", "pcm_s16le", "-f", "s16le", "pipe:1"], watch: watch)
        } catch {
            throw .notStarted(path: path, program: programs.ffmpeg, error)
        }
        var counter = FrameCounter(bytesPerFrame: 2 * channelCount * frameLength)
        let ending: ChildProcess.Ending
        do throws(ChildProcess.Failure) {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = try child.read(into: &buffer)
                guard count > 0 else { break }
                counter.append(buffer[..<count])
                if counter.soundingFrames >= minSoundingFrames { return .sound }
            }
            ending = try child.finish()
        } catch {
            throw .lost(path: path, decoder: FFmpegPrograms.name, afterSeconds: 0, error)
        }
        switch ending {
        case .exited(code: 0) where counter.hasSamples: return .silent
        case .exited: return .undecodable(reason: FFmpegMessages(child.errorText, path: path).reason)
        case .killed(let signal):
            throw .ended(path: path, decoder: FFmpegPrograms.name, afterSeconds: 0, signal: signal)
        }
    }

    /// Counts frames of 16 bit samples that are loud enough.
    private struct FrameCounter {
        private let bytesPerFrame: Int
        private var pending: [UInt8] = []
        private(set) var soundingFrames = 0
        private(set) var hasSamples = false

        init(bytesPerFrame: Int) { self.bytesPerFrame = bytesPerFrame }

        mutating func append(_ bytes: ArraySlice<UInt8>) {
            hasSamples = true
            pending.append(contentsOf: bytes)
            var start = 0
            while pending.count - start >= bytesPerFrame {
                var sum = 0.0
                for index in stride(from: start, to: start + bytesPerFrame, by: 2) {
                    let value = Int16(bitPattern: UInt16(pending[index]) | UInt16(pending[index + 1]) << 8)
                    sum += Double(value) * Double(value)
                }
                // The powers of the channels are added: sound in one of them is enough.
                if sum / (Double(TrackSound.frameLength) * 32_768 * 32_768) >= TrackSound.silence {
                    soundingFrames += 1
                }
                start += bytesPerFrame
            }
            pending.removeSubrange(..<start)
        }
    }
}
