using System.Runtime.CompilerServices;
using EventSourcing.Domain;
using EventSourcing.EventStoreDb;
using EventSourcing.Extensions.Hosting;
using EventSourcing.Sqlite;
using PublicApiGenerator;

namespace EventSourcing.Tests.House;

public sealed class PublicApiTests
{
    [Theory]
    [InlineData(typeof(Aggregate))]
    [InlineData(typeof(EventStoreDbModule))]
    [InlineData(typeof(SqliteModule))]
    [InlineData(typeof(ProjectionRunners))]
    public void The_public_API_is_the_approved_one(Type inAssembly)
    {
        var options = new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            ExcludeAttributes = [typeof(AsyncIteratorStateMachineAttribute).FullName!, typeof(EnumeratorCancellationAttribute).FullName!],
        };

        Approved.Matches(inAssembly.Assembly.GetName().Name!, inAssembly.Assembly.GeneratePublicApi(options));
    }

    [Fact]
    public void The_core_uses_nothing_but_the_framework()
    {
        var others = typeof(Aggregate).Assembly.GetReferencedAssemblies()
            .Where(reference => !reference.Name!.StartsWith("System.", StringComparison.Ordinal));

        Assert.Empty(others);
    }

    [Fact]
    public void No_third_party_type_shows_in_the_public_API()
    {
        var generated = string.Concat(new[] { typeof(Aggregate), typeof(EventStoreDbModule), typeof(SqliteModule) }.Select(type =>
            type.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })));

        Assert.DoesNotContain("Grpc.", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("Google.", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.Data.", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLitePCL", generated, StringComparison.Ordinal);
    }
}
