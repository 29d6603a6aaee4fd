using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
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
        if (files.All(file => file.IsEmpty))
            return Page.Of<ImportFormPage>(new { Content = await ReadAsync(caller, Say($"Choose at least one file that is not empty."), cancellationToken) }, StatusCodes.Status400BadRequest);

        var id = ImportId.For(caller.Id, form.ReadRequired("key"));
        await intake.AcceptAsync(id, caller.Id, files.Select(file => (file.File, file.Lines)), cancellationToken);
        await intake.StartAsync(client, id, CancellationToken.None);
        return new SeeOther(DirectoryPaths.Import(id));
    }

    private async Task<ImportFormModel> ReadAsync(Caller caller, string? fault, CancellationToken cancellationToken) =>
        new(Guid.CreateVersion7().ToString("N"), await imports.NewestAsync(cancellationToken), new LocalTime(caller.User.TimeZone), fault);

    private static async Task<IReadOnlyList<(ImportedFile File, IEnumerable<RawLine> Lines, bool IsEmpty)>> FilesOfAsync(IFormFileCollection sent, CancellationToken cancellationToken)
    {
        var files = new List<(ImportedFile, IEnumerable<RawLine>, bool)>();
        foreach (var file in Enum.GetValues<ImportedFile>())
        {
            var chosen = sent.GetFiles(ImportText.NameOf(file));
            if (chosen.Count > 1)
                throw Problems.BadRequest(Say($"Choose one file each for people, apps, entitlements and grants."));
            if (chosen is not [var csv])
                continue;
            using var content = new MemoryStream();
            await csv.CopyToAsync(content, cancellationToken);
            files.Add((file, CsvLines.Read(file, content.ToArray()), csv.Length == 0));
        }

        return files;
    }
}
