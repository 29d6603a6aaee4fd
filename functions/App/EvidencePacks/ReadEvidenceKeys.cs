using AccessReview.App.Audit;
using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.EvidencePacks;

/// <param name="Keys">The current key first.</param>
public sealed record EvidenceKeyList(IReadOnlyList<PublishedKey> Keys);

/// <summary>Publishes the public keys of evidence. Reading them needs no account.</summary>
public sealed class ReadEvidenceKeys(EvidenceKeys keys)
{
    [Function(nameof(ReadEvidenceKeys))]
    [Anybody]
    [Api("Returns the public keys with which evidence is verified: the current one, and those that signed earlier evidence.", Answers = typeof(EvidenceKeyList))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/evidence-keys")] HttpRequest request, CancellationToken cancellationToken) =>
        ApiResult.Ok(new EvidenceKeyList(await keys.ListAsync(cancellationToken)));
}
