using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Imports;

/// <param name="Key">Sent with the form, so that sending it twice creates one import.</param>
/// <param name="Earlier">The newest imports.</param>
/// <param name="Fault">Why the files were refused; null: they were not.</param>
public sealed record ImportFormModel(string Key, IReadOnlyList<ImportLine> Earlier, LocalTime Time, string? Fault);

/// <summary>The page on which an admin imports the directory's files.</summary>
public sealed class ImportForm(ImportIntake intake, ImportReader imports)
{
    [Function("ShowImportForm")]
    [Requires(OrganizationAction.ImportDirectory)]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "directory/import")] HttpRequest request, CancellationToken cancellationToken) =>
        Page.Of<ImportFormPage>(new { Content = await ReadAsync(request.HttpContext.GetCaller(), null, cancellationToken) });

    [Function("SendImportForm")]
    [Requires(OrganizationAction.ImportDirectory)]
    [BodyLimit(ImportLimits.LargestBody, ThrownAway = 4 * ImportLimits.LargestBody)]
    public async Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "directory/import")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var files = await FilesOfAsync(form.Files, cancellationToken);
        if (files.All(file => file.Csv.Length == 0))
            return Page.Of<ImportFormPage>(new { Content = await ReadAsync(caller, Say($"Choose at least one file that is not empty."), cancellationToken) }, StatusCodes.Status400BadRequest);

        var isDryRun = form.ReadText("check") is not null;
        ImportState state;
        try
        {
            var completeFor = CompleteFor.Read(form.ReadProse("completeFor"));
            var id = ImportId.For(caller.Id, form.ReadRequired("key"), Hash(files, completeFor), isDryRun);
            state = await intake.AcceptAsync(id, caller.Id, [.. files.Select(file => (file.File, CsvLines.Read(file.File, file.Csv)))], cancellationToken, isDryRun, completeFor);
        }
        catch (ProblemException problem) when (problem.Code is "unknown_app" or "too_many_apps")
        {
            return Page.Of<ImportFormPage>(new { Content = await ReadAsync(caller, problem.Detail, cancellationToken) }, StatusCodes.Status400BadRequest);
        }

        await intake.StartAsync(client, state, CancellationToken.None);
        return new SeeOther(DirectoryPaths.Import(state.Id));
    }

    [Function("ImportCheckedLines")]
    [Requires(OrganizationAction.ImportDirectory)]
    public async Task<IResult> ImportCheckedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "directory/import/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var state = await intake.AcceptCheckedAsync(id, request.HttpContext.GetCaller().Id, cancellationToken);
        await intake.StartAsync(client, state, CancellationToken.None);
        return new SeeOther(DirectoryPaths.Import(state.Id));
    }

    private async Task<ImportFormModel> ReadAsync(Caller caller, string? fault, CancellationToken cancellationToken) =>
        new(Guid.CreateVersion7().ToString("N"), await imports.NewestAsync(cancellationToken), new LocalTime(caller.User.TimeZone), fault);

    private static byte[] Hash(IEnumerable<SentFile> files, IReadOnlyList<AppId> completeFor)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (file, csv) in files)
        {
            hash.AppendData(BitConverter.GetBytes((int)file));
            hash.AppendData(SHA256.HashData(csv));
        }

        if (completeFor.Count > 0)
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', completeFor)));
        return hash.GetHashAndReset();
    }

    private static async Task<IReadOnlyList<SentFile>> FilesOfAsync(IFormFileCollection sent, CancellationToken cancellationToken)
    {
        var files = new List<SentFile>();
        foreach (var file in Enum.GetValues<ImportedFile>())
        {
            var chosen = sent.GetFiles(ImportText.NameOf(file));
            if (chosen.Count > 1)
                throw Problems.BadRequest(Say($"Choose one file each for people, apps, entitlements, grants and accounts."));
            if (chosen is not [var csv])
                continue;
            using var content = new MemoryStream();
            await csv.CopyToAsync(content, cancellationToken);
            files.Add(new(file, content.ToArray()));
        }

        return files;
    }

    private sealed record SentFile(ImportedFile File, byte[] Csv);
}
