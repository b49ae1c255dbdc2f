import CSndfile

/// Names of libsndfile's containers and encodings, as messages show them.
enum SoundFileFormat {
    /// `FLAC, 16 bit`, `WAV, 32 bit float`, `AU, mu-law` …
    static func name(_ format: Int32) -> String {
        let container = containers[format & Int32(SF_FORMAT_TYPEMASK)] ?? "libsndfile container"
        let encoding = encodings[format & Int32(SF_FORMAT_SUBMASK)] ?? "other encoding"
        return container == encoding ? container : "\(container), \(encoding)"
    }

    private static let containers: [Int32: String] = [
        SF_FORMAT_WAV: "WAV", SF_FORMAT_WAVEX: "WAV", SF_FORMAT_RF64: "RF64", SF_FORMAT_W64: "W64",
        SF_FORMAT_AIFF: "AIFF", SF_FORMAT_AU: "AU", SF_FORMAT_CAF: "CAF", SF_FORMAT_FLAC: "FLAC",
        SF_FORMAT_OGG: "Ogg", SF_FORMAT_MPEG: "MPEG", SF_FORMAT_NIST: "NIST Sphere", SF_FORMAT_VOC: "VOC",
        SF_FORMAT_SVX: "SVX", SF_FORMAT_IRCAM: "IRCAM", SF_FORMAT_PAF: "PAF", SF_FORMAT_AVR: "AVR",
        SF_FORMAT_HTK: "HTK", SF_FORMAT_MAT4: "MAT4", SF_FORMAT_MAT5: "MAT5", SF_FORMAT_PVF: "PVF",
        SF_FORMAT_XI: "XI", SF_FORMAT_SDS: "SDS", SF_FORMAT_WVE: "WVE", SF_FORMAT_MPC2K: "MPC2K",
        SF_FORMAT_SD2: "SD2",
    ].mapKeys()

    private static let encodings: [Int32: String] = [
        SF_FORMAT_PCM_S8: "8 bit", SF_FORMAT_PCM_U8: "8 bit", SF_FORMAT_PCM_16: "16 bit",
        SF_FORMAT_PCM_24: "24 bit", SF_FORMAT_PCM_32: "32 bit", SF_FORMAT_FLOAT: "32 bit float",
        SF_FORMAT_DOUBLE: "64 bit float", SF_FORMAT_ULAW: "mu-law", SF_FORMAT_ALAW: "A-law",
        SF_FORMAT_IMA_ADPCM: "IMA ADPCM", SF_FORMAT_MS_ADPCM: "MS ADPCM", SF_FORMAT_GSM610: "GSM 6.10",
        SF_FORMAT_G721_32: "G.721", SF_FORMAT_G723_24: "G.723 24 kbit/s", SF_FORMAT_G723_40: "G.723 40 kbit/s",
        SF_FORMAT_NMS_ADPCM_16: "NMS ADPCM", SF_FORMAT_NMS_ADPCM_24: "NMS ADPCM",
        SF_FORMAT_NMS_ADPCM_32: "NMS ADPCM", SF_FORMAT_VOX_ADPCM: "VOX ADPCM",
        SF_FORMAT_ALAC_16: "ALAC, 16 bit", SF_FORMAT_ALAC_20: "ALAC, 20 bit", SF_FORMAT_ALAC_24: "ALAC, 24 bit",
        SF_FORMAT_ALAC_32: "ALAC, 32 bit", SF_FORMAT_DWVW_12: "DWVW", SF_FORMAT_DWVW_16: "DWVW",
        SF_FORMAT_DWVW_24: "DWVW", SF_FORMAT_DPCM_8: "DPCM", SF_FORMAT_DPCM_16: "DPCM",
        SF_FORMAT_VORBIS: "Vorbis", SF_FORMAT_OPUS: "Opus", SF_FORMAT_MPEG_LAYER_I: "layer 1",
        SF_FORMAT_MPEG_LAYER_II: "layer 2", SF_FORMAT_MPEG_LAYER_III: "layer 3 (MP3)",
    ].mapKeys()
}

extension Dictionary where Key: BinaryInteger, Value == String {
    /// C enumerators come as one integer type, `SF_INFO.format` as another.
    fileprivate func mapKeys() -> [Int32: String] {
        [Int32: String](uniqueKeysWithValues: map { (Int32(truncatingIfNeeded: $0.key), $0.value) })
    }
}
