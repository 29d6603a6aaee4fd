using System.Buffers;
using System.Text.Json;

namespace AccessReview.Emulator.Tables;

/// <summary>Writes the body of an error response.</summary>
internal static class FaultWriter
{
    public static void Write(IBufferWriter<byte> output, TableFault fault, string requestId, DateTimeOffset now)
    {
        using var json = new Utf8JsonWriter(output, JsonAnswer.Form);
        json.WriteStartObject();
        json.WriteStartObject("odata.error"u8);
        json.WriteString("code"u8, fault.Code);
        json.WriteStartObject("message"u8);
        json.WriteString("lang"u8, "en-US"u8);
        json.WriteString("value"u8, $"{fault.Message}\nRequestId:{requestId}\nTime:{now:yyyy-MM-ddTHH:mm:ss.fffffffZ}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
