using System.Buffers.Text;
using System.Text;

namespace AccessReview.Emulator.Tables;

/// <summary>Encodes a key for a header: opaque to clients, never empty.</summary>
internal static class ContinuationToken
{
    private const string Prefix = "1!";

    public static string Of(string key) => Prefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    public static string? Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length)));
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException)
        {
            throw TableFaults.InvalidInput("The continuation token is not one of this service.");
        }
    }
}
