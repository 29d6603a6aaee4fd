using System.Buffers;
using System.Text;

namespace AccessReview.Emulator.Tables.Batches;

/// <summary>The response to a batch: one part for each operation, or a single one for the failure that rolled back all.</summary>
internal sealed class BatchResponse(TableExchange exchange)
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly string _batch = "batchresponse_" + Guid.NewGuid();
    private readonly string _changes = "changesetresponse_" + Guid.NewGuid();

    public void WriteAll(IReadOnlyList<EntityOperation> operations, long[] stamps)
    {
        Open();
        for (var i = 0; i < stamps.Length; i++)
        {
            var tag = stamps[i] > 0 ? $"ETag: {EntityTag.Of(stamps[i])}\r\n" : "";
            var preference = operations[i].Verb == EntityVerb.Insert ? "Preference-Applied: return-no-content\r\n" : "";
            OpenPart();
            Append($"HTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\n{preference}DataServiceVersion: 1.0;\r\n{tag}\r\n\r\n");
        }

        Close();
    }

    public void Write(TableFault fault, DateTimeOffset now)
    {
        Open();
        OpenPart();
        Append($"HTTP/1.1 {fault.Status} {Reason(fault.Status)}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\nDataServiceVersion: 3.0;\r\nContent-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8\r\n\r\n");
        FaultWriter.Write(_body, fault, exchange.RequestId, now);
        Append("\r\n");
        Close();
    }

    public async Task SendAsync()
    {
        exchange.Response.ContentType = "multipart/mixed; boundary=" + _batch;
        exchange.Response.ContentLength = _body.WrittenCount;
        await exchange.Response.BodyWriter.WriteAsync(_body.WrittenMemory);
    }

    private void Open() => Append($"--{_batch}\r\nContent-Type: multipart/mixed; boundary={_changes}\r\n\r\n");

    private void OpenPart() => Append($"--{_changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");

    private void Close() => Append($"--{_changes}--\r\n--{_batch}--\r\n");

    private void Append(string text) => Encoding.UTF8.GetBytes(text, _body);

    private static string Reason(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
