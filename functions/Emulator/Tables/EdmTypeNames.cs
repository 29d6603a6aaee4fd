namespace AccessReview.Emulator.Tables;

internal static class EdmTypeNames
{
    public static ReadOnlySpan<byte> Suffix => "@odata.type"u8;

    public static ReadOnlySpan<byte> NameOf(EdmType type) => type switch
    {
        EdmType.String => "Edm.String"u8,
        EdmType.Int32 => "Edm.Int32"u8,
        EdmType.Int64 => "Edm.Int64"u8,
        EdmType.Double => "Edm.Double"u8,
        EdmType.Boolean => "Edm.Boolean"u8,
        EdmType.DateTime => "Edm.DateTime"u8,
        EdmType.Guid => "Edm.Guid"u8,
        EdmType.Binary => "Edm.Binary"u8,
    };

    public static EdmType Parse(string? name) => name switch
    {
        "Edm.String" => EdmType.String,
        "Edm.Int32" => EdmType.Int32,
        "Edm.Int64" => EdmType.Int64,
        "Edm.Double" => EdmType.Double,
        "Edm.Boolean" => EdmType.Boolean,
        "Edm.DateTime" => EdmType.DateTime,
        "Edm.Guid" => EdmType.Guid,
        "Edm.Binary" => EdmType.Binary,
        _ => throw TableFaults.InvalidInput($"The type '{name}' is not known."),
    };
}
