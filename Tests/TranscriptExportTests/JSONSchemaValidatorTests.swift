import Schemas
import TestSupport
import Testing

/// The other tests of JSON are worth as much as their validator.
@Suite struct JSONSchemaValidatorTests {
    @Test(arguments: [
        (#"{"type": "string"}"#, "1"), (#"{"type": ["string", "null"]}"#, "true"), (#"{"type": "integer"}"#, "1.5"),
        (#"{"type": "number"}"#, "true"), (#"{"type": "boolean"}"#, "1"), (#"{"type": "object"}"#, "[]"),
        (#"{"required": ["a"]}"#, #"{"b": 1}"#), (#"{"properties": {"a": {"type": "null"}}}"#, #"{"a": 1}"#),
        (#"{"properties": {"a": true}, "additionalProperties": false}"#, #"{"a": 1, "b": 1}"#),
        (#"{"additionalProperties": {"type": "string"}}"#, #"{"b": 1}"#), (#"{"items": {"const": 1}}"#, "[1, 2]"),
        (#"{"enum": ["a", 1]}"#, #""b""#), (#"{"const": "a"}"#, "1"), (#"{"minimum": 0}"#, "-0.5"),
        (#"{"maximum": 1}"#, "1.5"), (#"{"exclusiveMinimum": 0}"#, "0"), (#"{"minLength": 1}"#, #""""#),
        (#"{"minItems": 1}"#, "[]"), (#"{"pattern": "^a+$"}"#, #""aab""#),
        (#"{"anyOf": [{"type": "null"}, {"minimum": 2}]}"#, "1"),
        (##"{"$ref": "#/$defs/x", "$defs": {"x": {"type": "null"}}}"##, "1"),
    ])
    func aBrokenRuleIsAProblem(schema: String, document: String) throws {
        #expect(try JSONSchemaValidator(schema: schema).problems(in: document).count == 1)
    }

    @Test func aDocumentThatKeepsTheRulesHasNoProblem() throws {
        let schema = ##"""
            {"type": "object", "required": ["a"], "additionalProperties": false, "properties": {
                "a": {"type": "array", "items": {"$ref": "#/$defs/x"}}, "b": {"const": null}},
             "$defs": {"x": {"type": ["integer", "string"], "minimum": 1, "pattern": "^[ab]*$"}}}
            """##
        #expect(try JSONSchemaValidator(schema: schema).problems(in: #"{"a": [1, "ab", 2.0], "b": null}"#) == [])
    }

    @Test func anUnknownKeywordIsAnError() {
        #expect(throws: JSONSchemaValidator.SchemaError.unknownKeyword("oneOf", at: "#/properties/a")) {
            try JSONSchemaValidator(schema: #"{"properties": {"a": {"oneOf": []}}}"#)
        }
    }

    @Test func aMalformedRuleIsAnError() throws {
        #expect(throws: JSONSchemaValidator.SchemaError.malformed("minimum", at: "$")) {
            try JSONSchemaValidator(schema: #"{"minimum": "1"}"#).problems(in: "1")
        }
        #expect(throws: JSONSchemaValidator.SchemaError.badReference("#/$defs/y")) {
            try JSONSchemaValidator(schema: ##"{"$ref": "#/$defs/y"}"##).problems(in: "1")
        }
    }

    @Test(arguments: Schemas.json) func everySchemaCanBeChecked(schema: JSONSchema) throws {
        _ = try JSONSchemaValidator(schema: schema.text)
    }
}
