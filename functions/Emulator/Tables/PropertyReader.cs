using System.Text.Json;

namespace AccessReview.Emulator.Tables;

/// <summary>
/// Iterates over stored properties and decodes only what is needed. In the stored form a type annotation directly precedes
/// its property, nothing is null, and no name needs an escape.
/// </summary>
internal ref struct PropertyReader
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private int _nameStart;

    public PropertyReader(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json);
        _reader.Read();
    }

    public EdmType Type { get; private set; }

    public bool IsAnnotated { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value's JSON, including quotes.</summary>
    public readonly ReadOnlySpan<byte> RawValue => _json[(int)_reader.TokenStartIndex..(int)_reader.BytesConsumed];

    /// <summary>The JSON of annotation, name and value.</summary>
    public readonly ReadOnlySpan<byte> Raw => _json[_nameStart..(int)_reader.BytesConsumed];

    public bool Next()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
            return false;

        _nameStart = (int)_reader.TokenStartIndex;
        Name = _reader.ValueSpan;
        _reader.Read();
        IsAnnotated = Name.EndsWith(EdmTypeNames.Suffix);
        if (!IsAnnotated)
        {
            Type = Natural();
            return true;
        }

        Type = EdmTypeNames.Parse(_reader.GetString());
        _reader.Read();
        Name = _reader.ValueSpan;
        _reader.Read();
        return true;
    }

    public readonly EdmValue Value() => new(Type, Type switch
    {
        EdmType.String => _reader.GetString()!, // No stored value is null.
        EdmType.Int32 => _reader.GetInt32(),
        EdmType.Int64 => EdmText.ParseInt64(_reader.GetString()),
        EdmType.Double => _reader.TokenType == JsonTokenType.Number ? _reader.GetDouble() : EdmText.ParseDouble(_reader.GetString()),
        EdmType.Boolean => _reader.GetBoolean(),
        EdmType.DateTime => EdmText.ParseDateTime(_reader.GetString()),
        EdmType.Guid => _reader.GetGuid(),
        EdmType.Binary => _reader.GetBytesFromBase64(),
    });

    private readonly EdmType Natural() => _reader.TokenType switch
    {
        JsonTokenType.True or JsonTokenType.False => EdmType.Boolean,
        JsonTokenType.Number => _reader.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E') ? EdmType.Double : EdmType.Int32,
        _ => EdmType.String,
    };
}
