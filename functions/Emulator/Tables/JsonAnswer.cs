using System.Text.Encodings.Web;
using System.Text.Json;

namespace AccessReview.Emulator.Tables;

internal static class JsonAnswer
{
    /// <summary>Responses are never embedded in a page, so JSON's own escapes are enough.</summary>
    public static JsonWriterOptions Form { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
