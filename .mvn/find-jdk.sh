# Sourced by mvnw and gatehouse. Sets JAVA_HOME to a JDK, or to any Java where that is enough, of at
# least the version that Gatehouse needs: JAVA_HOME first, then the PATH, then the folders where
# systems keep their JDKs.

need_java=25

# Prints the feature version of the Java in folder $1. Shell only where possible: each start runs it.
java_version() {
  if [ -r "$1/release" ]; then
    while IFS='=' read -r java_key java_value; do
      if [ "$java_key" = JAVA_VERSION ]; then
        java_value=${java_value#\"}
        echo "${java_value%%[!0-9]*}"
        return 0
      fi
    done <"$1/release"
  fi
  "$1/bin/java" -version 2>&1 | sed -n 's/^[a-z]* version "\([0-9]*\).*/\1/p'
}

# Whether folder $1 has program $2 (java or javac) in a fitting version.
java_fits() {
  [ -x "$1/bin/$2" ] && [ -x "$1/bin/java" ] || return 1
  java_is=$(java_version "$1")
  [ -n "$java_is" ] && [ "$java_is" -ge "$need_java" ]
}

# Prints the folder of the Java whose program $1 is on the PATH, behind its symbolic links.
java_on_path() {
  java_program=$(command -v "$1" 2>/dev/null) || return 0
  java_program=$(readlink -f "$java_program" 2>/dev/null || echo "$java_program")
  java_program=${java_program%/*}
  echo "${java_program%/*}"
}

# Sets JAVA_HOME to the first folder with program $1.
choose_java() {
  if [ -n "${JAVA_HOME:-}" ] && java_fits "$JAVA_HOME" "$1"; then
    export JAVA_HOME
    return 0
  fi
  for java_folder in "$(java_on_path "$1")" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
    "${HOME:-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
    if [ -n "$java_folder" ] && java_fits "$java_folder" "$1"; then
      JAVA_HOME=$java_folder
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

# A JDK, to build with.
find_jdk() {
  choose_java javac || java_missing "JDK"
}

# A JDK or a runtime, to run what is built.
find_java() {
  choose_java java || java_missing "Java"
}

java_missing() {
  cat >&2 <<TEXT
gatehouse: no $1 $need_java or later was found (looked at JAVA_HOME, the PATH and the usual JVM folders).

  Debian, Ubuntu   apt install openjdk-$need_java-jdk     (or temurin-$need_java-jdk from Adoptium)
  macOS            brew install openjdk@$need_java
  any system       sdk install java $need_java-tem        (SDKMAN)

Then run the same command again, or set JAVA_HOME to the JDK's folder.
TEXT
  return 1
}
