using System.Text.Encodings.Web;
using System.Text.Json;

namespace AccessReview.Emulator.Tables;

internal static class JsonAnswer
{
    /// <summary>Answers are never part of a page, so nothing needs escapes beyond JSON's own.</summary>
    public static JsonWriterOptions Form { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
