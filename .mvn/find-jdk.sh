# Sourced by mvnw and gatehouse. Sets JAVA_HOME to a JDK of at least the version that Gatehouse needs:
# JAVA_HOME first, then the javac on the PATH, then the folders where systems keep their JDKs.

need_jdk=25

# Prints the feature version of the JDK in folder $1; nothing when there is no JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

jdk_fits() {
  jdk_is=$(jdk_version "$1")
  [ -n "$jdk_is" ] && [ "$jdk_is" -ge "$need_jdk" ]
}

# Prints the JDK folder of the javac on the PATH, behind its symbolic links.
jdk_on_path() {
  javac=$(command -v javac 2>/dev/null) || return 0
  javac=$(readlink -f "$javac" 2>/dev/null || echo "$javac")
  dirname "$(dirname "$javac")"
}

find_jdk() {
  for jdk in "${JAVA_HOME:-}" "$(jdk_on_path)" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
    if [ -n "$jdk" ] && jdk_fits "$jdk"; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  cat >&2 <<TEXT
gatehouse: no JDK $need_jdk or later was found (looked at JAVA_HOME, the PATH and the usual JVM folders).

  Debian, Ubuntu   apt install openjdk-$need_jdk-jdk     (or temurin-$need_jdk-jdk from Adoptium)
  macOS            brew install openjdk@$need_jdk
  any system       sdk install java $need_jdk-tem        (SDKMAN)

Then run the same command again, or set JAVA_HOME to the JDK's folder.
TEXT
  return 1
}
