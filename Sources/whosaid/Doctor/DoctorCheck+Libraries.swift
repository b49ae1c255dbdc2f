import AudioIO
import TensorKit

extension DoctorCheck {
    /// The native libraries, and ffmpeg, which decodes what libsndfile cannot.
    static func libraries() -> [DoctorCheck] {
        let audio = AudioTools()
        let ffmpeg =
            audio.ffmpegPath.map { Finding.fine($0) }
            ?? .note("not found; m4a, mp4, webm and the like cannot be read. Install the package ffmpeg")
        return [
            DoctorCheck("libsndfile", .fine(audio.soundFile)), DoctorCheck("libsoxr", .fine(audio.resampler)),
            DoctorCheck("OpenBLAS", .fine("\(BLAS.configuration), core \(BLAS.coreName)")),
            DoctorCheck("ffmpeg", ffmpeg),
        ]
    }
}
