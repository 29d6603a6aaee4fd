namespace AccessReview.Emulator.Tables;

/// <summary>The limits of one entity.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model</remarks>
internal static class EntityLimits
{
    private const int MaxProperties = 252;
    private const int LongestName = 255;
    private const int LongestKey = 512;
    private const int LongestString = 32 * 1024;
    private const int LongestBinary = 64 * 1024;
    private const int LargestEntity = 1024 * 1024;

    /// <summary>A key is required, may be empty, and must not contain characters that have a meaning in URLs.</summary>
    public static void CheckKey(string? key)
    {
        if (key is null)
            throw TableFaults.PropertiesNeedValue();
        if (key.Length > LongestKey)
            throw TableFaults.KeyValueTooLarge();
        foreach (var unit in key)
        {
            if (unit is '/' or '\\' or '#' or '?' || char.IsControl(unit))
                throw TableFaults.OutOfRangeInput();
        }
    }

    /// <remarks>Letters, digits and underscores only, so a name never needs an escape in JSON.</remarks>
    public static void CheckName(string name)
    {
        if (name.Length > LongestName)
            throw TableFaults.PropertyNameTooLong();
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(unit => unit == '_' || char.IsLetterOrDigit(unit)))
            throw TableFaults.PropertyNameInvalid();
    }

    public static string Checked(string text) => text.Length <= LongestString ? text : throw TableFaults.PropertyValueTooLarge();

    public static byte[] Checked(byte[] bytes) => bytes.Length <= LongestBinary ? bytes : throw TableFaults.PropertyValueTooLarge();

    public static void CheckWhole(string partitionKey, string rowKey, ReadOnlySpan<byte> properties)
    {
        var count = 0;
        var size = 4 + 2 * (partitionKey.Length + rowKey.Length);
        var reader = new PropertyReader(properties);
        while (reader.Next())
        {
            count++;
            size += 8 + 2 * reader.Name.Length + SizeOf(reader);
        }

        if (count > MaxProperties)
            throw TableFaults.TooManyProperties();
        if (size > LargestEntity)
            throw TableFaults.EntityTooLarge();
    }

    private static int SizeOf(PropertyReader reader) => reader.Type switch
    {
        EdmType.String => 4 + 2 * ((string)reader.Value().Content).Length,
        EdmType.Binary => 4 + (reader.RawValue.Length - 2) / 4 * 3,
        EdmType.Guid => 16,
        EdmType.Int32 => 4,
        EdmType.Boolean => 1,
        EdmType.Int64 or EdmType.Double or EdmType.DateTime => 8,
    };
}
