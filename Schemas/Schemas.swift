/// One step from an older archive to a newer one.
public struct SchemaMigration: Hashable, Sendable {
    /// Its name for good, for example `v0001_create_archive`; the file is `sql/<identifier>.sql`.
    public let identifier: String
    /// SQL statements, run in one transaction.
    public let sql: String

    init(_ identifier: String, _ bytes: [UInt8]) {
        self.identifier = identifier
        self.sql = String(decoding: bytes, as: UTF8.self)
    }
}

/// The documented shape of a JSON document that the program reads or prints.
public struct JSONSchema: Hashable, Sendable {
    /// Short name, for example `transcript`; the file is `json/<name>.schema.json`.
    public let name: String
    /// JSON Schema 2020-12.
    public let text: String

    init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        self.text = String(decoding: bytes, as: UTF8.self)
    }
}

/// The files of this folder, embedded so that the binary works wherever it is moved to.
public enum Schemas {
    /// The migration that is not complete without the texts that only the program can make.
    public static let searchTextMigration = "v0010_search_text"

    /// Migrations of the archive from the first to the last. Append only: released ones never change. Numbers give the
    /// order and may be left out; there never was a v0005.
    public static let migrations: [SchemaMigration] = [
        SchemaMigration("v0001_create_archive", PackageResources.v0001_create_archive_sql),
        SchemaMigration("v0002_jobs", PackageResources.v0002_jobs_sql),
        SchemaMigration("v0003_views", PackageResources.v0003_views_sql),
        SchemaMigration("v0004_edits", PackageResources.v0004_edits_sql),
        SchemaMigration("v0006_imports", PackageResources.v0006_imports_sql),
        SchemaMigration("v0007_people", PackageResources.v0007_people_sql),
        SchemaMigration("v0008_word_beginnings", PackageResources.v0008_word_beginnings_sql),
        SchemaMigration("v0009_turn_facts", PackageResources.v0009_turn_facts_sql),
        SchemaMigration(searchTextMigration, PackageResources.v0010_search_text_sql),
        SchemaMigration("v0011_look_ups", PackageResources.v0011_look_ups_sql),
        SchemaMigration("v0012_exports", PackageResources.v0012_exports_sql),
        SchemaMigration("v0013_result_keys", PackageResources.v0013_result_keys_sql),
    ]

    /// Shapes of JSON documents, in order of name.
    public static let json: [JSONSchema] = [
        JSONSchema("cache", PackageResources.cache_schema_json),
        JSONSchema("compare", PackageResources.compare_schema_json),
        JSONSchema("decisions", PackageResources.decisions_schema_json),
        JSONSchema("edits", PackageResources.edits_schema_json),
        JSONSchema("events", PackageResources.events_schema_json),
        JSONSchema("jobs", PackageResources.jobs_schema_json),
        JSONSchema("jsonl", PackageResources.jsonl_schema_json),
        JSONSchema("list", PackageResources.list_schema_json),
        JSONSchema("manifest", PackageResources.manifest_schema_json),
        JSONSchema("people", PackageResources.people_schema_json),
        JSONSchema("review", PackageResources.review_schema_json),
        JSONSchema("score", PackageResources.score_schema_json),
        JSONSchema("search", PackageResources.search_schema_json),
        JSONSchema("sql", PackageResources.sql_schema_json),
        JSONSchema("stats", PackageResources.stats_schema_json),
        JSONSchema("suggestions", PackageResources.suggestions_schema_json),
        JSONSchema("transcript", PackageResources.transcript_schema_json),
    ]

    /// The shape of that name, or nil where there is none.
    public static func json(named name: String) -> JSONSchema? { json.first { $0.name == name } }
}
