import CSndfile

extension SoundFile {
    /// For which loudspeakers the channels are, where the file says so.
    static func layout(_ handle: OpaquePointer, channelCount: Int) -> ChannelLayout? {
        guard channelCount > 2 else { return nil }
        var map = [Int32](repeating: 0, count: channelCount)
        let isKnown = sf_command(
            handle, Int32(SFC_GET_CHANNEL_MAP_INFO), &map, Int32(clamping: channelCount * MemoryLayout<Int32>.size))
        return isKnown == SF_TRUE ? ChannelLayout(soundFile: map) : nil
    }

    /// When the recording was made: by the Broadcast Wave extension, by iXML, or by a tag (`ICRD` in WAV, `DATE` in FLAC).
    static func recordedAt(_ handle: OpaquePointer) -> StatedDate? {
        if let date = broadcastDate(handle) ?? productionDate(handle) { return date }
        guard let text = sf_get_string(handle, Int32(SF_STR_DATE)) else { return nil }
        return StatedDate(String(cString: text), field: "date")
    }

    private static func broadcastDate(_ handle: OpaquePointer) -> StatedDate? {
        var info = SF_BROADCAST_INFO()
        let size = Int32(MemoryLayout<SF_BROADCAST_INFO>.size)
        guard sf_command(handle, Int32(SFC_GET_BROADCAST_INFO), &info, size) == SF_TRUE else { return nil }
        let day = withUnsafeBytes(of: info.origination_date) { text($0) }
        let time = withUnsafeBytes(of: info.origination_time) { text($0) }
        return StatedDate("\(day) \(time)", field: "bext") ?? StatedDate(day, field: "bext")
    }

    /// iXML, which field recorders write beside or instead of the Broadcast Wave extension, repeats its fields as text.
    private static func productionDate(_ handle: OpaquePointer) -> StatedDate? {
        guard let document = chunk("iXML", handle) else { return nil }
        guard let day = document.firstMatch(of: #/<BWF_ORIGINATION_DATE>([^<]*)</#)?.output.1 else { return nil }
        let time = document.firstMatch(of: #/<BWF_ORIGINATION_TIME>([^<]*)</#)?.output.1 ?? ""
        return StatedDate("\(day) \(time)", field: "iXML") ?? StatedDate(String(day), field: "iXML")
    }

    /// The text of a chunk; nil where there is none or it is larger than such texts are.
    private static func chunk(_ name: String, _ handle: OpaquePointer) -> String? {
        var info = SF_CHUNK_INFO()
        withUnsafeMutableBytes(of: &info.id) { $0.copyBytes(from: Array(name.utf8)) }
        info.id_size = UInt32(name.utf8.count)
        guard let iterator = sf_get_chunk_iterator(handle, &info),
            sf_get_chunk_size(iterator, &info) == SF_ERR_NO_ERROR, (1...1_000_000).contains(info.datalen)
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(info.datalen))
        let status = bytes.withUnsafeMutableBytes { buffer in
            info.data = buffer.baseAddress
            return sf_get_chunk_data(iterator, &info)
        }
        return status == SF_ERR_NO_ERROR ? String(decoding: bytes, as: UTF8.self) : nil
    }

    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
