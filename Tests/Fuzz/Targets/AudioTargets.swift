import AudioIO
import CSndfile
import Foundation

extension FuzzTarget {
    /// Containers of sound, and what the programs say that decode others.
    static let audioTargets = [containers, ffprobe, matroska]

    private static let tags = [
        "RIFF", "RF64", "WAVE", "fmt ", "data", "ds64", "riff", "fact", "LIST", "FORM", "AIFF", "AIFC", "SSND", "COMM",
        "caff", "desc", ".snd", "fLaC", "OggS", "ID3", "bext", "junk", "FLLR", "\0", "\u{1}",
    ].map { Array($0.utf8) }

    /// RIFF, W64, RF64, CAF, AIFF, AU, FLAC, Ogg and MP3 by libsndfile; ffmpeg stays out of it.
    private static let containers = FuzzTarget(
        name: "containers", share: 5, tokens: tags,
        corpus: { try SoundCorpus.files(in: $0) },
        reader: { scratch in
            setenv("PATH", "/nowhere", 1)
            return { input in
                let path = try scratch.write(input, to: "sound")
                try hear(AudioReader(path: path))
                try hearChannels(AudioReader(separating: path))
            }
        })

    /// The report of ffprobe, by a stand-in that prints the input; what ffmpeg decodes is sound.
    private static let ffprobe = FuzzTarget(
        name: "ffprobe", share: 0.15,
        tokens: [
            "\"start_time\": \"1e300\"", "\"duration\": \"nan\"", "\"channels\": 9223372036854775807",
            "\"DURATION\": \"99:99:1e308\"", "N/A", "\"sample_rate\": \"9223372036854775807\"", "{", "}", "[", "]", ",",
        ].map { Array($0.utf8) },
        isJSON: true,
        corpus: { _ in
            [
                """
                {"streams": [{"index": 0, "codec_name": "aac", "codec_type": "audio", "codec_tag_string": "mp4a",
                "sample_rate": "48000", "channels": 2, "start_time": "0.021", "duration": "2.500",
                "disposition": {"default": 1}, "tags": {"DURATION": "00:00:02.5"}}],
                "format": {"format_name": "mov,mp4", "start_time": "0.0", "duration": "2.5", "probe_score": 100}}
                """,
                """
                {"streams": [{"index": 0, "codec_type": "video", "codec_name": "h264", "channels": 0},
                {"index": 1, "codec_name": "opus", "codec_type": "audio", "sample_rate": "48000", "channels": 1,
                "start_time": "-0.007000", "tags": {"DURATION": "00:00:02.500000000", "title": "a"}}],
                "format": {"format_name": "matroska,webm", "start_time": "-0.007", "probe_score": 100,
                "tags": {"creation_time": "2024-05-06T07:08:09.000000Z"}}}
                """,
            ].map { Array($0.utf8) }
        },
        reader: { scratch in
            try standIns(scratch, report: "report", stream: "stream")
            try scratch.write(SoundCorpus.matroska, to: "stream")
            let path = try scratch.write(Array("neither RIFF nor anything else".utf8), to: "sound.m4a")
            return { input in
                try scratch.write(input, to: "report")
                try hear(AudioReader(path: path))
            }
        })

    /// The stream of samples and times that ffmpeg writes, by a stand-in that prints the input.
    private static let matroska = FuzzTarget(
        name: "matroska", share: 0.25,
        tokens: [
            [0x1A, 0x45, 0xDF, 0xA3], [0x1F, 0x43, 0xB6, 0x75], [0xA3], [0xA1], [0xE7], [0xB5], [0x9F],
            [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x2A, 0xD7, 0xB1],
        ],
        corpus: { _ in [SoundCorpus.matroska] },
        reader: { scratch in
            try standIns(scratch, report: "report", stream: "stream")
            try scratch.write(
                Array(
                    """
                    {"streams": [{"index": 0, "codec_name": "aac", "codec_type": "audio", "sample_rate": "48000",
                    "channels": 2}], "format": {"format_name": "mov,mp4", "probe_score": 100}}
                    """.utf8), to: "report")
            let path = try scratch.write(Array("neither RIFF nor anything else".utf8), to: "sound.m4a")
            return { input in
                try scratch.write(input, to: "stream")
                try hear(AudioReader(path: path))
            }
        })

    /// Programs in the places of ffprobe and ffmpeg that print files.
    private static func standIns(_ scratch: Scratch, report: String, stream: String) throws {
        for (program, file) in [("ffprobe", report), ("ffmpeg", stream)] {
            let path = try scratch.write(
                Array("#!/bin/sh\nexec /bin/cat '\(scratch.file(file))'\n".utf8), to: program)
            guard chmod(path, 0o755) == 0 else { throw Broken("chmod") }
        }
        setenv("PATH", scratch.path, 1)
    }

    /// Samples that are read of one input at most: headers may claim years.
    private static let maxSamples = 1_000_000

    private static func hear(_ reader: AudioReader) throws {
        var count = 0
        while count < maxSamples {
            let samples = try reader.read(50_000)
            if samples.isEmpty { break }
            try Broken.unless(samples.count <= 50_000, "more samples than asked for")
            count += samples.count
        }
        try Broken.unless(reader.decodedSeconds >= 0 && reader.decodedSeconds.isFinite, "a time that is none")
        _ = reader.warnings.map(\.description)
    }

    private static func hearChannels(_ reader: AudioReader) throws {
        guard reader.info.channelCount <= 64 else { return }
        var count = 0
        while count < maxSamples / 8 {
            let channels = try reader.readChannels(10_000)
            if channels.allSatisfy(\.isEmpty) { break }
            count += channels.first?.count ?? 0
        }
    }
}

/// Small recordings, made by libsndfile and by hand.
enum SoundCorpus {
    private static let formats = [
        SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_WAV | SF_FORMAT_FLOAT, SF_FORMAT_WAV | SF_FORMAT_ULAW,
        SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, SF_FORMAT_WAV | SF_FORMAT_GSM610,
        SF_FORMAT_W64 | SF_FORMAT_PCM_16, SF_FORMAT_RF64 | SF_FORMAT_PCM_24, SF_FORMAT_CAF | SF_FORMAT_PCM_16,
        SF_FORMAT_CAF | SF_FORMAT_ALAC_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_16, SF_FORMAT_AU | SF_FORMAT_PCM_16,
        SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_OGG | SF_FORMAT_VORBIS,
    ]

    static func files(in scratch: Scratch) throws -> [[UInt8]] {
        try formats.map { format in
            var info = SF_INFO()
            info.samplerate = 8_000
            info.channels = format & SF_FORMAT_SUBMASK == SF_FORMAT_GSM610 ? 1 : 2
            info.format = Int32(format)
            let path = scratch.file("made")
            guard let file = sf_open(path, Int32(SFM_WRITE), &info) else {
                throw Broken("libsndfile cannot write format \(String(format, radix: 16))")
            }
            let frames = 60
            let samples = (0..<frames * Int(info.channels)).map { 0.5 * sin(Float($0) * 0.3) }
            sf_writef_float(file, samples, Int64(frames))
            sf_close(file)
            return try scratch.bytes(of: "made")
        }
    }

    /// Two blocks of 48 kHz stereo as ffmpeg writes them.
    static let matroska: [UInt8] = {
        func element(_ identifier: [UInt8], _ body: [UInt8], sizeBytes: Int = 1) -> [UInt8] {
            let marked = UInt64(body.count) | 1 << (7 * UInt64(sizeBytes))
            return identifier + (0..<sizeBytes).reversed().map { UInt8(truncatingIfNeeded: marked >> (8 * UInt64($0))) }
                + body
        }
        func samples(_ count: Int) -> [UInt8] {
            (0..<count).flatMap { index in
                withUnsafeBytes(of: (sin(Float(index)) / 2).bitPattern.littleEndian) { Array($0) }
            }
        }
        let audio = element([0xE1], element([0x9F], [2]) + element([0xB5], [0x47, 0x3B, 0x80, 0x00]))
        let first = element([0xA3], [0x81, 0x00, 0x05, 0x80] + samples(400), sizeBytes: 4)
        let second = element(
            [0xA0], element([0xA1], [0x81, 0xFF, 0xFE, 0x00] + samples(200), sizeBytes: 2), sizeBytes: 2)
        let cluster = element([0xE7], [0x00, 0x07]) + first + second
        return element([0x1A, 0x45, 0xDF, 0xA3], element([0x42, 0x82], Array("matroska".utf8)), sizeBytes: 4)
            + [0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
            + element([0x15, 0x49, 0xA9, 0x66], element([0x2A, 0xD7, 0xB1], [0x0F, 0x42, 0x40]))
            + element([0x16, 0x54, 0xAE, 0x6B], element([0xAE], audio))
            + element([0x1F, 0x43, 0xB6, 0x75], cluster, sizeBytes: 3)
    }()
}
