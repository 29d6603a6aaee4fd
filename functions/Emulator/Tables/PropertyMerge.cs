using System.Buffers;

namespace AccessReview.Emulator.Tables;

/// <summary>MERGE: properties of the request replace stored ones; all others stay.</summary>
internal static class PropertyMerge
{
    public static byte[] Merge(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> changes)
    {
        var merged = new ArrayBufferWriter<byte>(stored.Length + changes.Length);
        merged.Write("{"u8);

        var old = new PropertyReader(stored);
        while (old.Next())
        {
            if (!Contains(changes, old.Name))
                Append(merged, old.Raw);
        }

        var changed = new PropertyReader(changes);
        while (changed.Next())
            Append(merged, changed.Raw);

        merged.Write("}"u8);
        return merged.WrittenSpan.ToArray();
    }

    private static bool Contains(ReadOnlySpan<byte> properties, ReadOnlySpan<byte> name)
    {
        var reader = new PropertyReader(properties);
        while (reader.Next())
        {
            if (reader.Name.SequenceEqual(name))
                return true;
        }

        return false;
    }

    private static void Append(ArrayBufferWriter<byte> merged, ReadOnlySpan<byte> property)
    {
        if (merged.WrittenCount > 1)
            merged.Write(","u8);
        merged.Write(property);
    }
}
