using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace AccessReview.Emulator.Durable;

/// <summary>
/// Payloads as the isolated worker writes them: its serializer with the app's JsonSerializerOptions, values by their own
/// type (azure-functions-durable-extension, ObjectConverterShim).
/// </summary>
internal sealed class WorkerJson(IOptions<JsonSerializerOptions> options) : DataConverter
{
    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), options.Value);

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, options.Value);
}
