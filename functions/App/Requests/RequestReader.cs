using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>Reads a request for a user. A request that they may not read is reported as not found.</summary>
public sealed class RequestReader(RequestStore requests, DirectoryStore directory)
{
    /// <exception cref="ProblemException">404: not found, or the caller may not read it.</exception>
    internal async Task<StoredRequest> ReadAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (!RequestKeys.IsWellFormed(id) || await requests.FindAsync(CaseId.From(id), cancellationToken) is not { } stored)
            throw Problems.NotFound();

        return await MayReadAsync(caller, stored.Request, cancellationToken) ? stored : throw Problems.NotFound();
    }

    public async Task<bool> MayReadAsync(Caller caller, AccessRequest request, CancellationToken cancellationToken) =>
        RequestRules.MayRead(request, caller.Id, caller.Roles, await directory.FindUserAsync(request.For, cancellationToken));
}
