using AccessReview.App.Tests.Drivers;

namespace AccessReview.App.Tests.Directory;

/// <summary>A shared app whose directory holds its administrator and nobody else.</summary>
public sealed class OneAdministrator : SharedApp
{
    protected override object Import => DirectoryFiles.Administrator;
}
